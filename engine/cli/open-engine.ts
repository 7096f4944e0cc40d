/** An engine for the command line: RE2 and the word list are made on first use, as set-up makes them. */
import { webcrypto } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createEngine, type EngineOptions } from '../index.ts';
import { buildRe2 } from '../re2/build.ts';
import type { Engine } from '../types.ts';

/** Drugs and conditions, condensed from their npm package; the extension carries the same file. */
const TERMS = fileURLToPath(new URL('../../.cache/medical-terms.txt', import.meta.url));

/** What an engine is made of; a compiled module may be handed to other threads. */
export interface EngineParts {
  readonly re2: WebAssembly.Module;
  readonly terms: string;
}

/** @param onProgress lines for a person who waits */
export async function engineParts(onProgress: (line: string) => void): Promise<EngineParts> {
  const { path } = await buildRe2({ onProgress });
  const re2 = new WebAssembly.Module(await readFile(path));
  if (!existsSync(TERMS)) {
    onProgress('Condensing the list of medical terms …');
    const { buildMedicalTerms } = await import('./medical-terms.ts');
    await buildMedicalTerms();
  }
  return { re2, terms: await readFile(TERMS, 'utf8') };
}

/** An engine in this thread, with policies hashed. */
export async function openEngine(onProgress: (line: string) => void): Promise<Engine> {
  const subtle = webcrypto.subtle as unknown as NonNullable<EngineOptions['subtle']>;
  return createEngine({ ...(await engineParts(onProgress)), subtle });
}
