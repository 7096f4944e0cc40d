/** Bundles the test pages that use npm packages: `test/pages/x/y.entry.js` becomes `/x/y.entry.js` of every test site. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { BUILT_PAGES } from './receiver.ts';

const PAGES = 'test/pages';

/** Draft.js asks for functions that React dropped after version 18. */
const OLDER: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'test/pages/editors/draft.entry.js': { react: 'react-18', 'react-dom': 'react-dom-18' },
};

/** Does nothing where nothing that goes into them changed. */
export async function buildPages(): Promise<void> {
  const entries = globSync(`${PAGES}/**/*.entry.js`).map((path) => path.replaceAll('\\', '/'));
  const stamp = join(BUILT_PAGES, 'inputs');
  const hash = inputsHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await bundle(entries.filter((path) => !(path in OLDER)));
  for (const [path, alias] of Object.entries(OLDER)) await bundle([path], alias);
  writeFileSync(stamp, hash);
}

const bundle = (entryPoints: string[], alias: Readonly<Record<string, string>> = {}) =>
  build({
    entryPoints,
    outbase: PAGES,
    outdir: BUILT_PAGES,
    bundle: true,
    format: 'esm',
    target: 'chrome148',
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
    loader: { '.svg': 'dataurl', '.png': 'dataurl' },
    alias,
    legalComments: 'none',
    logLevel: 'error',
  });

function inputsHash(): string {
  const hash = createHash('sha256');
  const files = [...globSync(`${PAGES}/**/*.js`), 'package-lock.json', 'test/support/build-pages.ts'];
  for (const file of files.sort()) hash.update(`${file}\0`).update(readFileSync(file));
  return hash.digest('hex');
}
