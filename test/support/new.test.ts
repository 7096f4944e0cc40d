/** Makes one of each in a copy of the repository; the copy must type-check, pass and keep the house's rules. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readTree } from './house/read-tree.ts';
import { RULES } from './house/rules.ts';
import { withMember } from './new.ts';

let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'chartward-new-'));
  const wanted = (path: string) =>
    !['node_modules', '.git', '.output', '.cache', '.wxt', 'corpus'].includes(basename(path));
  cpSync('.', copy, { recursive: true, filter: wanted });
  for (const folder of ['node_modules', '.cache']) symlinkSync(resolve(folder), join(copy, folder));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

const node = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
};

const MADE = [
  ['detector', 'engine/detectors'],
  ['extractor', 'engine/extractors'],
  ['interceptor', 'extension/content/interceptors'],
  ['transform', 'engine/transforms'],
] as const;

test.each(MADE)('a new %s is a file, a test and a line in the registry', (kind, folder) => {
  const made = node('test/support/new.ts', kind, 'ward-wristband');
  expect(made.status, made.said).toBe(0);
  const registry = readFileSync(join(copy, folder, 'index.ts'), 'utf8');
  expect(registry).toContain("import { wardWristband } from './ward-wristband.ts';");
  expect(registry.match(/\bwardWristband\b/g)).toHaveLength(2);
  expect(node('test/support/new.ts', kind, 'ward-wristband').said).toContain('exists already');
});

test('what was made type-checks', { timeout: 60_000 }, () => {
  const { said } = node('node_modules/typescript/bin/tsc', '-p', '.');
  expect(
    said
      .split('\n')
      .filter((line) => line.includes('wristband') || MADE.some(([, folder]) => line.startsWith(`${folder}/index.ts`))),
  ).toEqual([]);
});

test('what was made passes its own tests', { timeout: 60_000 }, () => {
  const { status, said } = node(
    'node_modules/vitest/vitest.mjs',
    ...['run', '--config', 'test/vitest.config.ts', '--project', 'unit', 'ward-wristband'],
  );
  expect(status, said).toBe(0);
});

/** What the copy's engine says of a text, and its redacted copy. */
const ASK = `
import { openEngine } from './engine/cli/open-engine.ts';
const engine = await openEngine(() => undefined);
const content = 'Diabetes. Wristband WB-40017725';
const { findings, features } = await engine.inspect({ id: 'a', items: [{ mediaType: 'text/plain', content }] });
const { items } = await engine.transform('a', [{ kind: 'redact', infoTypes: [] }]);
const own = findings.filter(({ detector }) => detector.startsWith('ward-wristband'));
process.stdout.write(JSON.stringify({ stages: own.map(({ stage }) => stage), counted: features.counts.UNIQUE_ID, phi: features.phi, copy: items[0].content }));
`;

test('a new detector reports, and decides nothing before it is ripe', () => {
  const { said } = node('--input-type=module', '-e', ASK);
  expect(JSON.parse(said)).toEqual({ stages: ['canary'], phi: false, copy: 'Diabetes. Wristband WB-40017725' });
  writeFileSync(join(copy, 'note.txt'), 'Wristband WB-40017725');
  const scan = node('engine/cli/chartward.mjs', 'scan', '--format', 'ndjson', 'note.txt');
  expect(JSON.parse(scan.said.split('\n')[0] ?? '')).toMatchObject({ type: 'finding', stage: 'canary' });
  expect(scan.status).toBe(0);
});

/** What the copy's policy and engine say of the new transform. */
const WRITE = `
import { openEngine } from './engine/cli/open-engine.ts';

import { parsePolicy } from './engine/policy/index.ts';
const then = { action: 'redact', style: 'ward-wristband' };
const when = { content: { infoType: ['MEDICAL_RECORD_NUMBER'] } };
const rules = [{ id: 'a', name: 'A', mode: 'enforce', when, then }];
const { policy } = parsePolicy({ schema: 1, id: 'p', version: 1, rules });
const engine = await openEngine(() => undefined);
await engine.load(policy);
await engine.inspect({ id: 'a', items: [{ mediaType: 'text/plain', content: 'MRN: 00-482911' }] });
const request = { channel: 'paste', destination: { url: 'https://x.example.org/' }, user: { roles: [], groups: [] }, now: 0 };
const { obligations } = await engine.decide({ ...request, content: 'a' });
const { items } = await engine.transform('a', obligations);
process.stdout.write(JSON.stringify([obligations.map(({ kind }) => kind), items[0].content]));
`;

test('a new transform is what a policy may ask for', () => {
  const { said } = node('--input-type=module', '-e', WRITE);
  expect(JSON.parse(said)).toEqual([['ward-wristband'], 'MRN: **-******']);
});

test('what was made keeps the rules of the house', () => {
  const files = readTree(copy);
  const said = RULES.flatMap(({ check }) => check(files));
  expect(said.filter((sentence) => /ward-?wristband/i.test(sentence))).toEqual([]);
});

test('a wrong name or kind is refused with the usage', () => {
  for (const args of [['detector', 'UsNpi'], ['detector'], ['thing', 'us-npi'], []]) {
    const { status, said } = node('test/support/new.ts', ...args);
    expect(status).toBe(1);
    expect(said).toContain('Usage: npm run new');
  }
});

test('a registry that is not a list of names is left alone', () => {
  expect(() => withMember('export const all = new Map();', { kebab: 'a', camel: 'a' }, 'end')).toThrow('plain list');
});
