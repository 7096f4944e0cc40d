/** The contract of `chartward scan`, on the program itself as a child process. */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync, strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const CHARTWARD = join(ROOT, 'engine/cli/chartward.mjs');
const LETTER = 'Patient: Orla Finch\nMRN: 00123456\nDOB: 02/03/1980\nDiagnosis: asthma (J45.909)\n';
const TABLE = 'Last name,MRN,DOB\nExample,00123456,1980-02-03\nSample,00654321,1981-04-05\n';

interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const chartward = (args: readonly string[], input = '', node: readonly string[] = []): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [...node, CHARTWARD, ...args], { cwd: folder });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString('utf8')));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString('utf8')));
    child.on('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });

interface Line {
  readonly type: string;
  readonly file: string;
  readonly part: string;
  readonly start: number;
  readonly end: number;
  readonly infoType: string;
  readonly hipaa: string | null;
  readonly text?: string;
  readonly reason?: string;
  readonly parts: number;
  readonly phi: boolean;
  readonly persons: number;
  readonly bytes: number;
}

const lines = ({ stdout }: Run): Line[] =>
  stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

/** Without what differs from run to run. */
const timeless = (run: Run): string => run.stdout.replaceAll(/"ms":[\d.]+/g, '"ms":0');

// Each run is a process of its own; the first builds RE2.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chartward-scan-'));
  const put = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, 'ward/sub'), { recursive: true });
  put('letter.txt', LETTER);
  put('clean.txt', 'The meeting is on Tuesday. Bring the slides.\n');
  put('health.txt', 'Asthma is treated with salbutamol and prednisone.\n');
  put(
    'noise.bin',
    Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919 + (i >> 3) * 31) & 255),
  );
  put('ward/b.csv', TABLE);
  put('ward/a.txt', LETTER);
  put('ward/sub/c.zip', zipSync({ 'in/list.csv': strToU8(TABLE), 'x.gz': gzipSync(strToU8(LETTER), { mtime: 0 }) }));
  put('utf16.txt', Buffer.from(`\uFEFF${LETTER}`, 'utf16le'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('exit codes', () => {
  test.each([
    ['clean.txt', 0],
    ['letter.txt', 1],
    ['health.txt', 0],
    ['noise.bin', 3],
    ['missing.txt', 2],
  ])('%s: %i', async (file, code) => {
    expect((await chartward(['scan', '--format', 'ndjson', file])).code).toBe(code);
  });

  test('errors of use say what, where and what to do', async () => {
    for (const [args, words] of [
      [['scan'], 'at least one file'],
      [['scan', '--format', 'xml', 'clean.txt'], 'text, ndjson, sarif'],
      [['scan', '--min-likelihood', 'MAYBE', 'clean.txt'], 'VERY_LIKELY'],
      [['scan', '--frobnicate', 'clean.txt'], '--frobnicate'],
      [['scan', '--policy', 'letter.txt', 'clean.txt'], 'letter.txt'],
      [['frobnicate'], 'no command'],
    ] as const) {
      const run = await chartward(args);
      expect(run.code).toBe(2);
      expect(run.stderr).toContain(words);
      expect(run.stdout).toBe('');
      expect(run.stderr).not.toContain('00123456');
    }
    expect((await chartward(['--help'])).stdout).toContain('scan');
    const { stdout: help } = await chartward(['scan', '--help']);
    for (const word of ['--jsonl', 'in place', 'blank lines are left out']) expect(help).toContain(word);
  });
});

test('a policy brings its own detectors; one that fails its examples is refused by its place', async () => {
  const path = join(ROOT, 'test/policies/research-hospital/policy.json');
  writeFileSync(join(folder, 'study.txt'), 'The subject ABC-12-3456 withdrew from Project Bluebird.\n');
  const run = await chartward(['scan', '--policy', path, '--reveal', '--format', 'ndjson', 'study.txt']);
  const found = lines(run).filter(({ type }) => type === 'finding');
  expect(found.map(({ infoType, text }) => `${infoType}: ${text}`)).toEqual([
    'UNIQUE_ID: ABC-12-3456',
    'UNIQUE_ID: Project Bluebird',
  ]);
  expect(run.code).toBe(1);

  writeFileSync(join(folder, 'broken.json'), readFileSync(path, 'utf8').replace('{3}-[0-9]{2}', '{3}-[0-9]{3}'));
  const refused = await chartward(['scan', '--policy', 'broken.json', 'study.txt']);
  expect(refused.code).toBe(2);
  expect(refused.stdout).toBe('');
  expect(refused.stderr).toContain('broken.json: not a valid policy');
  expect(refused.stderr).toContain('detection.custom[0].finds[0]: "study-subject": this value is not found');
});

describe('NDJSON', () => {
  test('findings have the agreed fields and no text; one item closes each file', async () => {
    const run = await chartward(['scan', '--format', 'ndjson', 'letter.txt']);
    const all = lines(run);
    const mrn = all.find(({ infoType }) => infoType === 'MEDICAL_RECORD_NUMBER');
    expect(Object.keys(mrn ?? {})).toEqual([
      'type',
      'file',
      'part',
      'start',
      'end',
      'infoType',
      'hipaa',
      'role',
      'likelihood',
      'detector',
    ]);
    expect(LETTER.slice(mrn?.start, mrn?.end)).toBe('00123456');
    expect(Object.keys(all.at(-1) ?? {})).toEqual(['type', 'file', 'bytes', 'parts', 'phi', 'persons', 'ms']);
    expect(all.at(-1)).toMatchObject({
      type: 'item',
      file: 'letter.txt',
      bytes: LETTER.length,
      parts: 1,
      phi: true,
      persons: 1,
    });
    expect(run.stdout).not.toContain('00123456');
  });

  test('--reveal: the text is the slice of the file, whatever the charset', async () => {
    for (const [file, text] of [
      ['letter.txt', LETTER],
      ['utf16.txt', `\uFEFF${LETTER}`],
      ['ward/b.csv', TABLE],
    ] as const) {
      const found = lines(await chartward(['scan', '--format', 'ndjson', '--reveal', file])).filter(
        ({ type }) => type === 'finding',
      );
      expect(found.length).toBeGreaterThan(1);
      for (const one of found) {
        expect(one.part).toBe('');
        expect(one.text).toBe(text.slice(one.start, one.end));
      }
    }
  });

  test('folders are read in sorted order, members of archives are parts, runs are alike', async () => {
    const run = await chartward(['scan', '--format', 'ndjson', '--reveal', 'ward']);
    const all = lines(run);
    expect(all.filter(({ type }) => type === 'item').map(({ file }) => file)).toEqual([
      'ward/a.txt',
      'ward/b.csv',
      'ward/sub/c.zip',
    ]);
    const inner = all.filter(({ file, type }) => type === 'finding' && file === 'ward/sub/c.zip');
    expect(new Set(inner.map(({ part }) => part))).toEqual(new Set(['in/list.csv', 'x.gz!x']));
    for (const one of inner) {
      expect(one.text).toBe((one.part === 'in/list.csv' ? TABLE : LETTER).slice(one.start, one.end));
    }
    expect(timeless(await chartward(['scan', '--format', 'ndjson', '--reveal', 'ward']))).toBe(timeless(run));
  });

  test('what cannot be read is a gap and an item too', async () => {
    const all = lines(await chartward(['scan', '--format', 'ndjson', 'missing.txt', 'noise.bin', 'clean.txt']));
    expect(all.map(({ type, file, reason }) => [type, file, reason])).toEqual([
      ['gap', 'missing.txt', 'opaque'],
      ['item', 'missing.txt', undefined],
      ['gap', 'noise.bin', 'unsupported'],
      ['item', 'noise.bin', undefined],
      ['item', 'clean.txt', undefined],
    ]);
  });

  test('--min-likelihood decides what is printed and counted', async () => {
    const very = lines(
      await chartward(['scan', '--format', 'ndjson', '--min-likelihood', 'VERY_LIKELY', 'letter.txt']),
    );
    const any = lines(
      await chartward(['scan', '--format', 'ndjson', '--min-likelihood', 'VERY_UNLIKELY', 'letter.txt']),
    );
    expect(very.length).toBeLessThan(any.length);
  });

  test('health context is printed with hipaa null', async () => {
    const found = lines(await chartward(['scan', '--format', 'ndjson', 'health.txt'])).filter(
      ({ type }) => type === 'finding',
    );
    expect(found.length).toBeGreaterThan(0);
    expect(found.every(({ hipaa }) => hipaa === null)).toBe(true);
  });
});

test('what a library prints on its own account does not reach standard output', async () => {
  const noise = "import('node:timers').then(({ setInterval }) => setInterval(() => console.log('50 %'), 1).unref())";
  const run = await chartward(['scan', '--format', 'ndjson', 'ward'], '', [
    '--import',
    `data:text/javascript,${noise}`,
  ]);
  expect(run.stderr).toContain('50 %');
  expect(lines(run).filter(({ type }) => type === 'item')).toHaveLength(3);
});

test('a damaged PDF whose reader rejects what nobody waits for costs no other file its result', async () => {
  const kept = join(ROOT, 'test/corpus/fuzz/pdf');
  const broken = readdirSync(kept).filter((name) => name.startsWith('failed-'));
  expect(broken.length).toBeGreaterThan(0);
  const run = await chartward(['scan', '--format', 'ndjson', ...broken.map((name) => join(kept, name)), 'ward']);
  expect(run.stderr).not.toContain('Unhandled');
  expect(run.code).toBe(1);
  expect(lines(run).filter(({ type }) => type === 'item')).toHaveLength(broken.length + 3);
  for (const name of broken)
    expect(lines(run).some(({ type, file }) => type === 'gap' && file.endsWith(name))).toBe(true);
});

test('a table of many rows is told as it is read: memory does not grow with it', async () => {
  const rows = Array.from({ length: 65_000 }, (_, i) => {
    const day = `19${String(30 + (i % 70))}-0${1 + (i % 9)}-1${i % 10}`;
    return `${4_000_000 + i},Example,Ann,${day},512-44-${String(1000 + (i % 9000))},E11.${i % 10},312-555-01${String(10 + (i % 90))}`;
  });
  writeFileSync(join(folder, 'table.csv'), `mrn,last_name,first_name,dob,ssn,dx_code,phone\n${rows.join('\n')}\n`);
  const run = await chartward(['scan', '--format', 'ndjson', 'table.csv'], '', ['--max-old-space-size=150']);
  expect(run.stderr).toBe('');
  expect(run.stdout.match(/"MEDICAL_RECORD_NUMBER"/g)).toHaveLength(rows.length);
  expect(run.stdout.match(/"type":"item"/g)).toHaveLength(1);
  expect(run.code).toBe(1);
});

describe('lines of JSON and standard input', () => {
  test('the id stands in place of the file, one item a line, broken lines too', async () => {
    const input = `${JSON.stringify({ id: 'n1', text: LETTER })}\n\nnot json\n${JSON.stringify({ id: 7, text: 'nothing here' })}\n${JSON.stringify({ id: 'n3' })}`;
    const run = await chartward(['scan', '--format', 'ndjson', '--jsonl', '--reveal', '-'], input);
    const all = lines(run);
    expect(all.filter(({ type }) => type === 'item').map(({ file }) => file)).toEqual(['n1', '-:3', '7', 'n3']);
    expect(all.every((one) => (one as { id?: string }).id === one.file)).toBe(true);
    expect(all.filter(({ type }) => type === 'gap').map(({ file, reason }) => [file, reason])).toEqual([
      ['-:3', 'malformed'],
      ['n3', 'malformed'],
    ]);
    for (const one of all) if (one.type === 'finding') expect(one.text).toBe(LETTER.slice(one.start, one.end));
    expect(run.code).toBe(1);
  });

  test('- is standard input', async () => {
    const run = await chartward(['scan', '--format', 'ndjson', '-'], LETTER);
    expect(run.code).toBe(1);
    expect(lines(run).at(-1)).toMatchObject({ type: 'item', file: '-', bytes: LETTER.length });
  });

  test('output that cannot be written is an error, whatever was found', async () => {
    for (const args of [['scan', 'letter.txt'], ['scan', '--format', 'ndjson', 'ward', 'clean.txt'], ['--help']]) {
      // Open for reading only: every write fails, as on a full disk.
      const output = openSync(join(folder, 'clean.txt'), 'r');
      const child = spawn(process.execPath, [CHARTWARD, ...args], { cwd: folder, stdio: ['ignore', output, 'pipe'] });
      closeSync(output);
      let stderr = '';
      child.stderr?.on('data', (data: Buffer) => (stderr += data.toString('utf8')));
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(2);
      expect(stderr).toMatch(/^chartward: the output could not be written \([A-Z]+\)$/m);
    }
  });

  test('a reader that goes away ends it quietly', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => JSON.stringify({ id: `n${i}`, text: LETTER })).join('\n');
    writeFileSync(join(folder, 'many.jsonl'), many);
    const child = spawn(process.execPath, [CHARTWARD, 'scan', '--format', 'ndjson', '--jsonl', 'many.jsonl'], {
      cwd: folder,
    });
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString('utf8')));
    child.stdout.once('data', () => child.stdout.destroy());
    await new Promise((resolve) => child.on('close', resolve));
    expect(stderr).toBe('');
  });
});

describe('other formats', () => {
  test('SARIF says who made it, and whether all could be read', async () => {
    const runOf = async (...files: readonly string[]) =>
      JSON.parse((await chartward(['scan', '--format', 'sarif', ...files])).stdout).runs[0];
    const whole = await runOf('letter.txt');
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(whole.tool.driver).toMatchObject({ name: 'chartward', version, semanticVersion: version });
    expect(whole.invocations[0]).toMatchObject({ executionSuccessful: true, exitCode: 1 });
    const broken = await runOf('letter.txt', 'missing.txt');
    expect(broken.invocations[0]).toMatchObject({ executionSuccessful: false, exitCode: 2 });
    expect(broken.invocations[0].toolExecutionNotifications).toContainEqual(
      expect.objectContaining({ level: 'error', descriptor: { id: 'unreadable' } }),
    );
    expect(broken.results.length).toBeGreaterThan(1);
  });

  test('SARIF 2.1.0', async () => {
    const run = await chartward(['scan', '--format', 'sarif', 'letter.txt', 'noise.bin']);
    const log = JSON.parse(run.stdout);
    expect(log.version).toBe('2.1.0');
    const [only] = log.runs;
    expect(only.columnKind).toBe('utf16CodeUnits');
    expect(only.results.length).toBeGreaterThan(1);
    const ids = only.tool.driver.rules.map(({ id }: { id: string }) => id);
    for (const result of only.results) expect(ids).toContain(result.ruleId);
    expect(only.invocations[0].toolExecutionNotifications).toHaveLength(1);
    expect(run.stdout).not.toContain('00123456');
  });

  test('text names place, type and gaps', async () => {
    const run = await chartward(['scan', 'letter.txt', 'noise.bin']);
    expect(run.stdout).toMatch(/^letter\.txt:\d+-\d+: MEDICAL_RECORD_NUMBER /m);
    expect(run.stdout).toContain('noise.bin: not fully inspected: unsupported');
    expect(run.stdout).not.toContain('00123456');
  });
});
