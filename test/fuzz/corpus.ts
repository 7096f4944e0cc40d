/**
 * `test/corpus/fuzz/<extractor>/`: `sample-*` are what is changed, `failed-*` are files that once broke an
 * invariant. Both are replayed for ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { extractors } from '../../engine/extractors/index.ts';

const ROOT = fileURLToPath(new URL('../corpus/fuzz/', import.meta.url));

export interface Kept {
  readonly name: string;
  readonly file: Uint8Array;
}

export const names: readonly string[] = extractors.map(({ name }) => name);

export function keptOf(extractor: string): Kept[] {
  const folder = `${ROOT}${extractor}/`;
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .map((name) => ({ name, file: new Uint8Array(readFileSync(folder + name)) }));
}

export const samplesOf = (extractor: string): Uint8Array[] =>
  keptOf(extractor).flatMap(({ name, file }) => (name.startsWith('sample-') ? [file] : []));

/** Keeps a file that broke an invariant; its path in the repository. */
export function keepFailed(extractor: string, file: Uint8Array): string {
  const name = `failed-${createHash('sha256').update(file).digest('hex').slice(0, 12)}.bin`;
  mkdirSync(`${ROOT}${extractor}`, { recursive: true });
  writeFileSync(`${ROOT}${extractor}/${name}`, file);
  return `test/corpus/fuzz/${extractor}/${name}`;
}

export function keepSample(extractor: string, name: string, file: Uint8Array): void {
  mkdirSync(`${ROOT}${extractor}`, { recursive: true });
  writeFileSync(`${ROOT}${extractor}/sample-${name}.bin`, file);
}

export const acceptedBy = (extractor: string, file: Uint8Array): boolean =>
  extractors.find(({ name }) => name === extractor)?.accepts(file.subarray(0, 4096)) === true;
