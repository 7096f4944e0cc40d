/** The engine's own realm: no extension API, no DOM; it can be ended at any time. */
import * as Comlink from 'comlink';
import termsUrl from '../../.cache/medical-terms.txt?url';
import re2Url from '../../.cache/re2/re2.wasm?url';
import { createEngine, type Engine } from '../../engine/index.ts';

const start = async (): Promise<Engine> => {
  const [re2, terms] = await Promise.all([
    fetch(re2Url).then((response) => WebAssembly.compileStreaming(response)),
    fetch(termsUrl).then((response) => response.text()),
  ]);
  return createEngine({ re2, terms, digest });
};

const digest = async (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

const engine = start();

Comlink.expose({
  load: async (policy) => (await engine).load(policy),
  inspect: async (transfer) => (await engine).inspect(transfer),
  decide: async (request) => (await engine).decide(request),
  transform: async (id, obligations) => (await engine).transform(id, obligations),
  preview: async (id, obligations) => (await engine).preview(id, obligations),
  forget: async (id) => (await engine).forget(id),
} satisfies Engine);
