/** Exact data match: the hash and the filter by themselves, then a real file through the program and the engine. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { decideOn, PHI, policy, rule } from '../../test/support/sample-policy.ts';
import { createEngine } from '../engine.ts';
import { type Policy, parsePolicy } from '../policy/index.ts';
import { buildRe2 } from '../re2/build.ts';
import type { Engine, Inspection } from '../types.ts';
import { datasetHasher, openDataset, writeDataset } from './file.ts';
import { sipHash } from './sip-hash.ts';
import { type SpellingKind, spell } from './spelling.ts';

const KEY = 'a-synthetic-key-of-thirty-two-or-more';
const CHARTWARD = join(import.meta.dirname, '../cli/chartward.mjs');

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder = '';
let engine: Engine;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chartward-dataset-'));
  writeFileSync(join(folder, 'key.json'), JSON.stringify({ pseudonymKey: KEY, unit: 'icu' }));
  engine = await createEngine({ re2: new WebAssembly.Module(readFileSync((await buildRe2()).path)) });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  [0, '726fdb47dd0e0e31'],
  [1, '74f839c593dc67fd'],
  [7, 'ab0200f58b01d137'],
  [8, '93f5f5799a932462'],
  [15, 'a129ca6149be45e5'],
])('SipHash-2-4 of %i bytes is that of its authors', (length, expected) => {
  const bytes = Uint8Array.from({ length: 16 }, (_, at) => at);
  const out = new Uint32Array(2);
  sipHash([0x03020100, 0x07060504, 0x0b0a0908, 0x0f0e0d0c], bytes, length, out);
  const [low = 0, high = 0] = out;
  expect(high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0')).toBe(expected);
});

test.each<[SpellingKind, string, string | null]>([
  ['id', 'ab 123-45/x', 'AB12345X'],
  ['id', '１２３４５', '12345'],
  ['id', '1234', null],
  ['id', 'unknown', null],
  ['phone', '+1 (212) 555-0187', '2125550187'],
  ['phone', '212.555.0187', '2125550187'],
  ['email', ' Orla@Example.org ', 'orla@example.org'],
  ['name', 'Finch, Órla Q.', 'finch orla'],
  ['name', 'ORLA FINCH', 'finch orla'],
  ['name', 'Orla', null],
])('as %s %j is spelled %j', (kind, value, spelled) => expect(spell(kind, value)).toBe(spelled));

describe('the filter', () => {
  const made = (count: number) => {
    const hash = datasetHasher(KEY);
    const words = new Uint32Array(2 * count);
    const out = new Uint32Array(2);
    for (let at = 0; at < count; at += 1) {
      hash(`P${at}`, out);
      words.set(out, 2 * at);
    }
    return writeDataset('id', KEY, new BigUint64Array(words.buffer), new Map([['x9', count]]));
  };
  const shaOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
    Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');

  test.each([1, 2, 3, 5, 17, 100, 1_000, 50_000])('of %i entries holds each, and few others', async (count) => {
    const { bytes } = made(count);
    const opened = openDataset(bytes, KEY, await shaOf(bytes));
    if (!opened.ok) return expect.unreachable(opened.problem);
    for (let at = 0; at < count; at += 1) expect(opened.dataset.has(`P${at}`)).toBe(true);
    let others = 0;
    for (let at = 0; at < 400_000; at += 1) if (opened.dataset.has(`Q${at}`)) others += 1;
    // Six are expected; thirty would be a chance of one in a hundred million.
    expect(others).toBeLessThan(30);
  });

  test('damaged, cut, of another key, or another file: refused in words', async () => {
    const { bytes } = made(100);
    const sha = await shaOf(bytes);
    const problem = (given: Uint8Array, key: string, sha256: string): string => {
      const opened = openDataset(given, key, sha256);
      return opened.ok ? '' : opened.problem;
    };
    expect(problem(bytes, KEY, sha)).toBe('');
    expect(problem(bytes, `${KEY}!`, sha)).toContain('another key');
    expect(problem(bytes, KEY, sha.replace(/^./, '0').replace(/^0a/, '1a'))).toContain('sha256');
    for (let cut = 0; cut < bytes.length; cut += 37) {
      const short = bytes.slice(0, cut);
      expect(problem(short, KEY, await shaOf(short))).toMatch(/no dataset|not whole/);
    }
  });
});

const ids = (count: number): string[] => Array.from({ length: count }, (_, at) => `STX-${1_000_000 + at * 37}`);

interface Entry {
  readonly sha256: string;
}

const build = (name: string, lines: string, ...args: readonly string[]): { entry: Entry; told: string } => {
  writeFileSync(join(folder, name), lines);
  const all = ['policy', 'dataset', 'build', name, '--key-file', 'key.json', '--out', `${name}.filter`, ...args];
  const { status, stdout, stderr } = spawnSync(process.execPath, [CHARTWARD, ...all], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return { entry: JSON.parse(stdout) as Entry, told: stderr };
};

const MRN = ['--info-type', 'MEDICAL_RECORD_NUMBER'] as const;

const withDatasets = (datasets: readonly object[], rules: readonly object[] = [], more: object = {}): Policy => {
  const parsed = parsePolicy({ ...policy([]), rules, detection: { datasets }, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.policy;
};

const inspect = (content: string, mediaType = 'text/plain'): Promise<Inspection> =>
  engine.inspect({ id: 'one', items: [{ mediaType, content }] });

describe('from a file to a finding', () => {
  test('200,000 numbers by the program: found bare, grouped and labelled; nothing of them stands in the file', async () => {
    const lines = ids(200_000);
    const { entry, told } = build(
      'mrn.txt',
      `${lines.join('\r\n')}\r\n12\r\n`,
      ...MRN,
      '--id',
      'mrn',
      '--tag',
      'patient',
      '--url',
      'https://x.example.org/m',
    );
    expect(told).toContain('200000 entries');
    expect(told).toContain('1 left out');
    expect(told).toContain('line 200001');
    const bytes = readFileSync(join(folder, 'mrn.txt.filter'));
    expect((bytes.length * 8) / 200_000).toBeLessThan(20);
    expect(bytes.includes('STX') || bytes.includes(KEY)).toBe(false);

    const of = withDatasets([entry]);
    expect((await engine.load(of, { pseudonym: KEY })).problems).toMatchObject([
      { path: 'detection.datasets[0]', message: expect.stringContaining('not at hand') },
    ]);
    expect((await engine.load(of, {}, { mrn: bytes })).problems[0]?.message).toContain('pseudonymKey');
    expect((await engine.load(of, { pseudonym: KEY }, { mrn: bytes })).problems).toEqual([]);
    const text = 'seen: STX-1000037, stx 1000074 and MRN STX1000111. Not STX-1000038, not XSTX-1000037.';
    const { findings, features } = await inspect(text);
    const matched = findings.filter(({ datasets }) => datasets !== undefined);
    expect(matched.map(({ start, end }) => text.slice(start, end))).toEqual([
      'STX-1000037',
      'stx 1000074',
      'STX1000111',
    ]);
    expect(matched[0]).toMatchObject({
      infoType: 'MEDICAL_RECORD_NUMBER',
      role: 'patient',
      likelihood: 'VERY_LIKELY',
      detector: 'dataset.mrn@1',
      datasets: ['patient'],
    });
    expect(features.datasets).toEqual({ patient: 3 });
    expect(features.phi).toBe(true);
  });

  test('a column of a table; names, addresses and telephone numbers however they are written; staff is no patient', async () => {
    const people = 'id;Name;Mail\n1;"Finch, Orla";orla@clinic.example.org\n2;Tess Brandt;tess@clinic.example.org\n';
    const name = ['--info-type', 'PERSON_NAME', '--tag', 'staff', '--column', 'name', '--id', 'staff', '--inline'];
    const mail = ['--info-type', 'EMAIL_ADDRESS', '--tag', 'patient', '--column', 'MAIL', '--id', 'mail', '--inline'];
    const phone = ['--info-type', 'PHONE_NUMBER', '--tag', 'patient', '--id', 'phone', '--inline'];
    const datasets = [
      build('people.csv', people, ...name).entry,
      build('people2.csv', people, ...mail).entry,
      build('phones.txt', '212-555-0187\n', ...phone).entry,
    ];
    expect((await engine.load(withDatasets(datasets), { pseudonym: KEY })).problems).toEqual([]);
    const text = 'Patient: ORLA FINCH\nDiagnosis: asthma\nwrite to Tess@Clinic.example.org, call +1 (212) 555-0187';
    const { findings } = await inspect(text);
    const matched = findings.filter(({ datasets: tags }) => tags !== undefined);
    expect(matched.map(({ start, end, role }) => `${role}: ${text.slice(start, end)}`)).toEqual([
      'staff: ORLA FINCH',
      'patient: Tess@Clinic.example.org',
      expect.stringContaining('212) 555-0187'),
    ]);
  });

  test('where one number in a hundred is an entry, a bare number says nothing and a labelled one does', async () => {
    const dense = Array.from({ length: 2_000 }, (_, at) => String(10_000 + at * 3)).join('\n');
    const { entry, told } = build('dense.txt', dense, ...MRN, '--id', 'dense', '--tag', 'patient', '--inline');
    expect(told).toContain('numbers of 5 digits');
    await engine.load(withDatasets([entry]), { pseudonym: KEY });
    const { findings } = await inspect('part 10003 was ordered. MRN: 10006');
    expect(findings.filter(({ datasets }) => datasets !== undefined).map(({ start }) => start)).toEqual([29]);
  });

  test('errors of use say what is wrong and quote nothing of the file', () => {
    writeFileSync(join(folder, 'few.txt'), 'ABC-12345\n');
    const run = (...args: readonly string[]) =>
      spawnSync(process.execPath, [CHARTWARD, 'policy', 'dataset', 'build', ...args], {
        cwd: folder,
        encoding: 'utf8',
      });
    const whole = ['few.txt', ...MRN, '--id', 'a', '--tag', 'patient', '--out', 'o'];
    for (const [args, words] of [
      [[], 'name one file'],
      [whole, '--key-file is missing'],
      [[...whole, '--key-file', 'few.txt'], 'shorter than 32'],
      [[...whole, '--key-file', 'key.json', '--column', 'x'], 'no column is headed "x"'],
      [[...whole, '--key-file', 'key.json', '--tag', 'vip'], 'patient, research-consent, staff, canary'],
    ] as const) {
      const { status, stderr, stdout } = run(...args);
      expect(status).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(words);
      expect(stderr).not.toContain('12345');
    }
    const help = execFileSync(process.execPath, [CHARTWARD, 'policy', 'dataset', 'build', '--help'], {
      encoding: 'utf8',
    });
    expect(help).toContain('--key-file');
  });

  test('`chartward scan` looks entries up', () => {
    const { entry } = build(
      'scan.txt',
      ids(50).join('\n'),
      ...MRN,
      '--id',
      'mrn',
      '--tag',
      'patient',
      '--url',
      'https://x.example.org/m',
    );
    writeFileSync(
      join(folder, 'policy.json'),
      JSON.stringify({ schema: 1, id: 'p', version: 1, detection: { datasets: [entry] } }),
    );
    writeFileSync(join(folder, 'note.txt'), 'see STX-1000037\n');
    const args = [
      'scan',
      '--policy',
      'policy.json',
      '--dataset',
      'mrn=scan.txt.filter',
      '--key-file',
      'key.json',
      'note.txt',
    ];
    const run = spawnSync(process.execPath, [CHARTWARD, ...args], { cwd: folder, encoding: 'utf8' });
    expect(run.stderr).not.toContain('chartward:');
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('MEDICAL_RECORD_NUMBER VERY_LIKELY (patient, dataset.mrn@1)');
  });
});

describe('what a policy makes of entries', () => {
  const CANARY = {
    id: 'c',
    infoType: 'MEDICAL_RECORD_NUMBER',
    tag: 'canary',
    sha256: '0'.repeat(64),
    url: 'https://x.example.org/c',
  };
  const CONSENT = { ...CANARY, id: 'r', tag: 'research-consent' };

  test('a canary is an alert whatever the rules say, and changes no action', () => {
    const of = withDatasets([CANARY]);
    expect(decideOn(of, { ...PHI, datasets: { canary: 1 } })).toMatchObject({
      action: 'log',
      severity: 'critical',
      reason: { rules: ['chartward.canary'] },
    });
    expect(decideOn(of)).toMatchObject({ action: 'allow' });
    const blocked = withDatasets([CANARY], [rule('a', 'block')]);
    expect(decideOn(blocked, { ...PHI, datasets: { canary: 1 } })).toMatchObject({
      action: 'block',
      severity: 'critical',
    });
  });

  test('a rule asks for entries by tag and number; a tag that no dataset has is refused by path', () => {
    const when = { content: { dataset: ['canary', 'research-consent'], minCount: 3 } };
    const of = withDatasets([CONSENT, CANARY], [rule('three', 'block', { when })]);
    const action = (datasets: object) => decideOn(of, { ...PHI, datasets }).action;
    expect([
      action({ 'research-consent': 2 }),
      action({ 'research-consent': 3 }),
      action({ canary: 1, 'research-consent': 2 }),
    ]).toEqual(['allow', 'block', 'block']);
    const parsed = parsePolicy({ ...policy([]), rules: [rule('x', 'block', { when })] });
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual([
      'rules[0].when.content.dataset[0]',
      'rules[0].when.content.dataset[1]',
    ]);
  });

  test('a purpose that asks for consent lifts a rule only where everybody has given it, and says so', () => {
    const purposes = [{ code: 'HRESCH', label: 'Research', consent: 'research-consent' }];
    const of = withDatasets([CONSENT], [rule('a', 'block', { except: [{ purpose: ['HRESCH'] }] })], { purposes });
    const decided = (persons: number, given: number) =>
      decideOn(of, { ...PHI, persons, datasets: { 'research-consent': given } }, { purpose: 'HRESCH' });
    expect(decided(2, 2).action).toBe('allow');
    expect(decided(3, 2).action).toBe('block');
    expect(decided(3, 2).reason.conditions).toContain(
      'purpose HRESCH needs research-consent: of 3 persons 2 are known to have it',
    );
  });
});
