/** An engine for the command line: RE2 is built on first use, the word list comes from its npm package. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { createEngine } from '../index.ts';
import { buildRe2 } from '../re2/build.ts';
import type { Engine } from '../types.ts';

const TERMS = new URL('../../node_modules/@cspell/dict-medicalterms/dict/medicalterms-en.txt.gz', import.meta.url);

/** @param onProgress lines for a person who waits */
export async function openEngine(onProgress: (line: string) => void): Promise<Engine> {
  const { path } = await buildRe2({ onProgress });
  const [wasm, terms] = await Promise.all([readFile(path), readFile(fileURLToPath(TERMS))]);
  return createEngine({ re2: new WebAssembly.Module(wasm), terms: gunzipSync(terms).toString('utf8') });
}
