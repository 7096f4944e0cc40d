/** The rules of `engine/README.md` and `extension/README.md`, checked on every file; and checked themselves. */
import { describe, expect, test } from 'vitest';
import { engineRules } from './support/house/engine-rules.ts';
import { readTree } from './support/house/read-tree.ts';
import { RULES } from './support/house/rules.ts';
import { sourceFile } from './support/house/source-file.ts';

const tree = readTree();

describe('the house holds', () => {
  test.each(RULES)('$name', ({ check }) => expect(check(tree)).toEqual([]));
});

/** A file that breaks a rule, and a word of the sentence that must be said. */
const VIOLATIONS: readonly (readonly [path: string, text: string, sentence: string])[] = [
  ['engine/a.ts', "import { b } from '../extension/platform/browser.ts';", 'nothing outside engine/'],
  ['engine/a.ts', "import { readFileSync } from 'node:fs';", 'no package but'],
  ['engine/a.ts', "const p = import('jszip/dist/jszip.js');", 'no package but'],
  ['engine/detect.ts', "import { extract } from './extract.ts';", 'only engine.ts'],
  ['engine/detection/judge.ts', "import { nextToken } from '../extractors/reading/markup.ts';", 'only engine.ts'],
  ['engine/extractors/csv.ts', "import { createLabels } from '../detection/labels.ts';", 'only engine.ts'],
  ['engine/seal.ts', "import { applyEdits } from './transform.ts';", 'only engine.ts'],
  ['engine/decide.ts', "import { normalize } from './normalize.ts';", 'only engine.ts'],
  [
    'engine/detectors/us-npi.ts',
    "import { usSsn } from './us-ssn.ts';\nexport const usNpi = usSsn;",
    'do not know each other',
  ],
  ['engine/detectors/us-npi.ts', "import { x } from '../charset.ts';\nexport const usNpi = x;", 'a detector is data'],
  [
    'extension/content/interceptors/paste.ts',
    "import { drop } from './drag-drop.ts';\nexport const paste = drop;",
    'do not know each other',
  ],
  ['engine/a.ts', 'export const now = () => Date.now();', 'no clock'],
  ['engine/a.ts', 'export const now = () => new Date().getTime();', 'no clock'],
  ['engine/a.ts', 'export const id = String(Math.random());', 'no randomness'],
  ['engine/a.ts', "export const get = () => fetch('x');", 'no network'],
  ['engine/a.ts', "export const keep = () => localStorage.setItem('a', 'b');", 'no storage'],
  ['engine/types.ts', 'export interface Finding extends Span { readonly quote: string; }', 'never what'],
  ['extension/content/guard.ts', "import { createEngine } from '../../engine/index.ts';", 'not its to open'],
  ['extension/popup/view.ts', "import { decide } from '../../engine/policy/index.ts';", 'not its to open'],
  ['extension/background/router.ts', "import { usSsn } from '../../engine/detectors/us-ssn.ts';", 'is entered through'],
  [
    'extension/background/router.ts',
    "import { type Policy } from '../../engine/policy/schema.ts';",
    'is entered through',
  ],
  ['extension/content/guard.ts', "import { append } from '../platform/incident-log.ts';", 'keep and read it'],
  ['engine/engine.ts', "import { scan } from './cli/scan.ts';", 'nothing imports it'],
  ['extension/popup/view.tsx', "import type { X } from '../background/router.ts';", 'another realm'],
  ['extension/messages/ask.ts', "import { x } from '../content/guard.ts';", 'leaves'],
  ['extension/messages/ask.ts', "import { x } from '../../engine/policy/index.ts';", 'leaves'],
  ['extension/main-world/fetch.ts', "import { x } from '../messages/ask.ts';", 'only main-world/'],
  ['extension/background/a.ts', "import browser from 'webextension-polyfill';", 'one owner'],
  ['extension/background/a.ts', "import { openDB } from 'idb';", 'one owner'],
  ['extension/content/a.ts', "import { wrap } from 'comlink';", 'one owner'],
  ['extension/background/a.ts', "export const a = () => fetch('https://example.org');", 'only background/egress.ts'],
  [
    'extension/background/a.ts',
    'chrome.runtime.onMessage.addListener((message) => handle(message));',
    'without looking',
  ],
  [
    'extension/background/a.ts',
    'chrome.runtime.onMessage.addListener((message, sender) => handle(message, sender));',
    'without a validator',
  ],
  ['engine/detectors/us-dea.ts', 'export const usDea = 1;', 'not in engine/detectors/index.ts'],
  ['engine/transforms/mask.ts', 'export const cover = 1;', 'one word'],
  ['engine/long.ts', 'export const a = 1;\n'.repeat(401), 'becomes two'],
  ['extension/entrypoints/background.ts', 'start();\n'.repeat(31), 'only starts'],
  ['extension/entrypoints/background.test.ts', 'expect(1)', 'test the realm'],
  ['engine/README.md', 'a\n'.repeat(61), 'are read'],
  ['engine/usNpi.ts', 'export const a = 1;', 'kebab-case'],
  ['engine/utils/a.ts', 'export const a = 1;', 'says nothing'],
  ['extension/review/index.ts', "export * from './list.ts';", 'neither a door'],
  ['extension/review/list.ts', 'export default 1;', 'one name'],
  ['engine/a.ts', 'export enum Colour { red }', 'union of literals'],
  ['engine/a.ts', 'export class B extends A {}', 'compose'],
  ['engine/a.test.ts', "test.skip('x', () => expect(1).toBe(1));", 'skips'],
  ['engine/a.test.ts', "test('x', () => {});", 'expects nothing'],
  ['engine/a.ts', '// TODO: later', 'make it an issue'],
];

const CASES = VIOLATIONS.map(([path, text, sentence]) => ({ path, text, sentence }));

describe('each rule catches its violation', () => {
  const index = sourceFile(
    'engine/detectors/index.ts',
    "import { usSsn } from './us-ssn.ts';\nexport const detectors = [usSsn];",
  );
  const transforms = sourceFile(
    'engine/transforms/index.ts',
    "import { mask } from './mask.ts';\nexport const transforms = [mask];",
  );

  test.each(CASES)('$path: “… $sentence …”', ({ path, text, sentence }) => {
    const files = [sourceFile(path, text), index, transforms];
    const said = RULES.flatMap(({ check }) => check(files)).join('\n');
    expect(said).toContain(sentence);
  });

  test('every rule has at least one violation in this list', () => {
    const files = VIOLATIONS.map(([path, text]) => [sourceFile(path, text), index, transforms]);
    const silent = RULES.filter(({ check }) => files.every((one) => check(one).length === 0));
    expect(silent.map(({ name }) => name)).toEqual([]);
  });
});

test('comments, texts and regular expressions are not code', () => {
  const text = [
    '// Date.now()',
    '/* Math.random() */',
    'const a = "fetch(x)" + \'fetch(y)\';',
    `const b = \`fetch($\{/* Date.now */ a}) Date.now\`;`,
    'const c = /["\'`/]Date.now/;',
    'const d = 4 / 2; // Date.now',
  ].join('\n');
  const file = sourceFile('engine/a.ts', text);
  expect(engineRules.flatMap(({ check }) => check([file]))).toEqual([]);
  expect(file.code.split('\n')).toHaveLength(6);
  expect(file.code).toContain('const d = 4 / 2;');
});

test('imports are read as the loader reads them', () => {
  const text = [
    "import type { A } from './types.ts';",
    "import { type B } from './define.ts';",
    "import './side.ts';",
    "export {\n  c,\n  d as e,\n} from '../x/c.ts?worker';",
    "const lazy = await import('@scope/pkg/deep.js');",
    "type F = typeof import('./f.ts');",
    "// import { g } from './g.ts';",
  ].join('\n');
  expect(sourceFile('engine/a.ts', text).imports.map(({ target, typeOnly }) => [target, typeOnly])).toEqual([
    ['engine/types.ts', true],
    ['engine/define.ts', false],
    ['x/c.ts', false],
    ['engine/side.ts', false],
    ['@scope/pkg', false],
    ['engine/f.ts', true],
  ]);
});
