/** The engine's own realm: no extension API, no DOM; it can be ended at any time. */
import * as Comlink from 'comlink';
import lexiconUrl from '../../.cache/lexicon.txt?url';
import termsUrl from '../../.cache/medical-terms.txt?url';
import re2Url from '../../.cache/re2/re2.wasm?url';
import { createEngine, type Engine, type HostCrypto } from '../../engine/index.ts';
import { ALIVE } from './alive.ts';

const WARM_UP = 'warm-up';
const WARM_UP_TEXT =
  'Patient: Jo Example, DOB 01/02/1970, MRN 0000000, call 212-555-0100 about the visit on 3 May 2024.\n'.repeat(40);

const start = async (): Promise<Engine> => {
  const [re2, terms, lexicon] = await Promise.all([
    fetch(re2Url).then((response) => WebAssembly.compileStreaming(response)),
    fetch(termsUrl).then((response) => response.text()),
    fetch(lexiconUrl).then((response) => response.text()),
  ]);
  const made = await createEngine({
    re2,
    terms,
    lexicon,
    subtle: crypto.subtle as unknown as HostCrypto['subtle'],
    data: libraryData,
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
  });
  // The automata are built by use: the first person should not wait for them.
  await made.inspect({ id: WARM_UP, items: [{ mediaType: 'text/plain', content: WARM_UP_TEXT }] });
  await made.forget(WARM_UP);
  return made;
};

/** A file that came with the extension. */
const libraryData = async (name: string): Promise<Uint8Array> => {
  const response = await fetch(new URL(/* @vite-ignore */ `/data/${name}`, import.meta.url));
  if (!response.ok) throw new Error(`no such data: ${name}`);
  return new Uint8Array(await response.arrayBuffer());
};

// Kept as long as this worker lives.
void navigator.locks.request(self.name, () => {
  self.postMessage(ALIVE);
  return new Promise(() => undefined);
});

const engine = start();

Comlink.expose({
  load: async (policy, keys) => (await engine).load(policy, keys),
  inspect: async (transfer) => (await engine).inspect(transfer),
  decide: async (request) => (await engine).decide(request),
  transform: async (id, obligations) => (await engine).transform(id, obligations),
  preview: async (id, obligations) => (await engine).preview(id, obligations),
  seal: async (id, recipient) => (await engine).seal(id, recipient),
  forget: async (id) => (await engine).forget(id),
} satisfies Engine);
