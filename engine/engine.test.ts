/** The straight path on the real RE2, without anything in place of it. */
import { webcrypto } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { strToU8, zipSync } from 'fflate';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, expect, test } from 'vitest';
import { byteSource } from './charset.ts';
import { createEngine, type HostCrypto } from './index.ts';
import { parsePolicy } from './policy/index.ts';
import { buildRe2 } from './re2/build.ts';
import type { ContentItem, DecisionRequest, Engine, Obligation } from './types.ts';

const LETTER = 'Patient: Orla Finch\nMRN: 00123456\nDOB: 02/03/1980\nDiagnosis: asthma (J45.909)\n';
const REDACT: readonly Obligation[] = [{ kind: 'redact', infoTypes: [] }];
const IDENTIFIERS = ['00123456', '02/03/1980', 'Orla Finch'];

const parsed = parsePolicy({
  schema: 1,
  id: 'test',
  version: 3,
  purposes: [],
  destinations: [{ id: 'partner', urls: ['https://partner.example.org/*'], trust: 'sanctioned' }],
  rules: [
    {
      id: 'redact-phi',
      name: 'Redact PHI',
      mode: 'enforce',
      when: { content: { phi: true } },
      then: { action: 'redact' },
      except: [{ destination: { trust: ['sanctioned'] } }],
    },
  ],
});

let engine: Engine;
let re2: WebAssembly.Module;

const host = {
  subtle: webcrypto.subtle as unknown as HostCrypto['subtle'],
  random: (length: number) => webcrypto.getRandomValues(new Uint8Array(length)),
};

beforeAll(async () => {
  const { path } = await buildRe2();
  re2 = new WebAssembly.Module(readFileSync(path));
  engine = await createEngine({
    re2,
    terms: 'prednisone\nasthma\n',
    ...host,
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await engine.load(parsed.policy);
}, 120_000);

const text = (content: string): ContentItem => ({ mediaType: 'text/plain', content });
const file = (name: string, content: string | Uint8Array): ContentItem => ({
  name,
  mediaType: '',
  content: byteSource(typeof content === 'string' ? strToU8(content) : content),
});
const request = (content: DecisionRequest['content'], url = 'https://chat.example.org/'): DecisionRequest => ({
  channel: 'paste',
  destination: { url },
  user: { roles: [], groups: [] },
  now: 0,
  content,
});

test('inspect → decide → transform → preview → forget', async () => {
  const inspection = await engine.inspect({ id: 'a', items: [text(LETTER)] });
  expect(inspection.features).toMatchObject({ phi: true, persons: 1, gaps: [], items: 1, bytes: LETTER.length });
  expect(inspection.parts).toBe(1);
  const mrn = inspection.findings.find(({ infoType }) => infoType === 'MEDICAL_RECORD_NUMBER');
  expect(LETTER.slice(mrn?.start, mrn?.end)).toBe('00123456');
  expect(JSON.stringify(inspection)).not.toContain('00123456');

  const decision = await engine.decide(request('a'));
  expect(decision.action).toBe('redact');
  expect(decision.reason.rules).toEqual(['redact-phi']);
  expect(decision.reason.policy.hash).toMatch(/^[\da-f]{64}$/);
  expect((await engine.decide(request('a', 'https://partner.example.org/'))).action).not.toBe('redact');

  const { items, removed } = await engine.transform('a', decision.obligations);
  const copy = items[0]?.content;
  expect(typeof copy).toBe('string');
  for (const identifier of IDENTIFIERS) expect(copy).not.toContain(identifier);
  expect(copy).toContain('asthma');
  expect(removed.MEDICAL_RECORD_NUMBER).toBe(1);
  const edits = items[0]?.edits ?? [];
  expect(edits.reduceRight((all, { start, end, text: by }) => all.slice(0, start) + by + all.slice(end), LETTER)).toBe(
    copy,
  );

  const again = await engine.inspect({ id: 'b', items: [text(String(copy))] });
  expect(again.findings.filter(({ hipaa }) => hipaa !== null)).toEqual([]);

  const preview = (await engine.preview('a', decision.obligations)).items[0];
  expect(preview?.before).toBe(LETTER);
  expect(preview?.after).toBe(copy);
  expect(preview?.marks.map(({ start, end }) => LETTER.slice(start, end))).toContain('00123456');

  await engine.forget('a');
  expect(await engine.transform('a', REDACT)).toEqual({ items: [], complete: false, removed: {} });
  expect((await engine.decide(request('a'))).reason.gaps).toContain('engine-unavailable');
});

test('the same calls give the same answers', async () => {
  const other = await createEngine({ re2, terms: 'prednisone\nasthma\n', ...host });
  const transfer = {
    id: 'same',
    items: [text(LETTER), file('a.csv', 'MRN,DOB,City\n00123456,1980-02-03,Springfield\n')],
  };
  expect(JSON.stringify(await other.inspect(transfer))).toBe(JSON.stringify(await engine.inspect(transfer)));
});

test('files keep their charset; archives have no copy, so that redact becomes block', async () => {
  const utf16 = new Uint8Array(Buffer.from(`\uFEFF${LETTER}`, 'utf16le'));
  await engine.inspect({ id: 'u', items: [file('letter.txt', utf16)] });
  const copy = (await engine.transform('u', REDACT)).items[0]?.content;
  const written = Buffer.from(copy as Uint8Array).toString('utf16le');
  expect(written.startsWith('\uFEFFPatient: ')).toBe(true);
  for (const identifier of IDENTIFIERS) expect(written).not.toContain(identifier);

  const archive = zipSync({ 'letter.txt': strToU8(LETTER) });
  const inspection = await engine.inspect({ id: 'z', items: [file('a.zip', archive)] });
  expect(inspection.findings.some(({ part }) => part === 'letter.txt')).toBe(true);
  expect((await engine.transform('z', REDACT)).items).toEqual([null]);
  expect((await engine.decide(request('z'))).action).toBe('block');
  const preview = (await engine.preview('z', REDACT)).items[0];
  expect(preview?.before).toContain('00123456');
  expect(preview?.after).not.toContain('00123456');
});

test('escapes and markup stay whole around what is removed', async () => {
  const page = '<table><tr><th>MRN</th><td>00&#49;23456</td></tr></table><p>Diagnosis: asthma</p>';
  await engine.inspect({ id: 'h', items: [{ mediaType: 'text/html', content: page }] });
  const copy = String((await engine.transform('h', REDACT)).items[0]?.content);
  expect(copy).not.toMatch(/00&#49;23456|23456/);
  expect(copy).toMatch(/^<table><tr><th>MRN<\/th><td>.*<\/td><\/tr><\/table><p>Diagnosis: asthma<\/p>$/);
});

test('gaps are values; what was not fully read has no copy; an unknown predecessor is said', async () => {
  const inspection = await engine.inspect({
    id: 'g',
    items: [text(LETTER), file('scan.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47))],
    follows: ['nobody'],
  });
  expect(inspection.gaps).toEqual([
    { item: 1, part: '', reason: 'needs-ocr' },
    { item: 0, part: '', reason: 'history-lost' },
  ]);
  expect(inspection.features.gaps).toEqual(['history-lost', 'needs-ocr']);
  expect((await engine.transform('g', REDACT)).items[1]).toBeNull();
});

test('a form of the content that cannot be copied is left out, as long as one that every page takes is left', async () => {
  const picture = { mediaType: 'image/png', content: new Blob([Uint8Array.of(0x89, 0x50, 0x4e, 0x47)]) };
  const forms = (...items: ContentItem[]) => items.map((item) => ({ ...item, flavour: true }));
  const complete = async (items: readonly ContentItem[]) => {
    await engine.inspect({ id: 'f', items });
    return (await engine.transform('f', REDACT)).complete;
  };
  const copies = async (items: readonly ContentItem[]) => {
    await engine.inspect({ id: 'f', items });
    return (await engine.transform('f', REDACT)).items.map((item) => item !== null);
  };
  expect(await copies(forms(text(LETTER), picture))).toEqual([true, false]);
  expect(await complete(forms(text(LETTER), picture))).toBe(true);
  expect((await engine.decide(request('f'))).action).toBe('redact');
  expect(await complete([text(LETTER), picture])).toBe(false);
  expect((await engine.decide(request('f'))).action).toBe('block');
  expect(await complete(forms(picture))).toBe(false);
  expect(await complete([...forms(text(LETTER)), picture])).toBe(false);
});

test('policy switches infoTypes off and allows values', async () => {
  const own = await createEngine({ re2 });
  const policy = parsePolicy({
    schema: 1,
    id: 'quiet',
    version: 1,
    purposes: [],
    destinations: [],
    detection: { off: ['DATE_OF_BIRTH'], allowList: ['00123456'] },
    rules: [],
  });
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems));
  await own.load(policy.policy);
  const types = (await own.inspect({ id: 'q', items: [text(LETTER)] })).findings.map(({ infoType }) => infoType);
  expect(types).not.toContain('DATE_OF_BIRTH');
  expect(types).not.toContain('MEDICAL_RECORD_NUMBER');
});

test('sealed evidence holds what was matched, for the holder of the key alone', async () => {
  const office = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const { x = '' } = await exportJWK(office.publicKey);
  await engine.inspect({ id: 'sealed', items: [text(LETTER)] });
  const { jwe } = await engine.seal('sealed', { kid: 'office', x });
  const opened = JSON.parse(new TextDecoder().decode((await compactDecrypt(jwe, office.privateKey)).plaintext));
  expect(opened.map((one: { text: string }) => one.text)).toContain('00123456');
  await engine.forget('sealed');
  await expect(engine.seal('sealed', { kid: 'office', x })).rejects.toThrow(/inspection/);
});

test('a redacted JSON number leaves JSON', async () => {
  const json = '{"patient":{"name":"Orla Finch","mrn":48201937,"visits":[1,2]},"diagnosis":"asthma"}';
  await engine.inspect({ id: 'json', items: [file('a.json', json)] });
  const { items } = await engine.transform('json', REDACT);
  const copy = JSON.parse(new TextDecoder().decode(items[0]?.content as Uint8Array));
  expect(copy.patient).toEqual({ name: '[PERSON_NAME]', mrn: '[MEDICAL_RECORD_NUMBER]', visits: [1, 2] });
});

test('tokens stand for values as long as the key is one, and only the privacy office turns them back', async () => {
  const office = await generateKeyPair('ECDH-ES', { crv: 'X25519', extractable: true });
  const { x = '' } = await exportJWK(office.publicKey);
  const policy = parsePolicy({
    schema: 1,
    id: 'tokens',
    version: 1,
    purposes: [],
    destinations: [],
    rules: [
      { id: 't', name: 'Tokens', mode: 'enforce', when: { content: { phi: true } }, then: { action: 'tokenise' } },
    ],
    evidenceKey: { kid: 'office', x },
  });
  if (!policy.ok) throw new Error(JSON.stringify(policy.problems));
  const own = await createEngine({ re2, terms: 'asthma\n', ...host });
  await own.load(policy.policy, { pseudonym: 'a-synthetic-key-of-thirty-two-or-more' });
  await own.inspect({ id: 't', items: [text(`${LETTER}Again, MRN: 00123456\n`)] });
  const decision = await own.decide(request('t'));
  expect(decision).toMatchObject({ action: 'tokenise', obligations: [{ kind: 'tokenise', infoTypes: [] }] });
  const { items, tokens } = await own.transform('t', decision.obligations);
  const copy = String(items[0]?.content);
  const token = /\[MEDICAL_RECORD_NUMBER:[a-z]{15}\]/.exec(copy)?.[0] ?? 'none';
  expect(copy.split(token)).toHaveLength(3);
  for (const value of IDENTIFIERS) expect(copy).not.toContain(value);
  const opened = JSON.parse(
    new TextDecoder().decode((await compactDecrypt(tokens?.jwe ?? '', office.privateKey)).plaintext),
  );
  expect(opened.tokens[token]).toBe('00123456');
  // Without the centre's key there are no tokens, and nothing leaves.
  await own.load(policy.policy);
  expect(await own.decide(request('t'))).toMatchObject({ action: 'block', obligations: [] });
});

test('what leaves with the items and could not be handed over is a gap, and leaves the copy whole', async () => {
  const inspection = await engine.inspect({
    id: 'printed',
    items: [{ mediaType: 'text/plain', content: LETTER }],
    unread: ['needs-ocr'],
  });
  expect(inspection.gaps).toEqual([{ item: -1, part: '', reason: 'needs-ocr' }]);
  expect(inspection.features.gaps).toEqual(['needs-ocr']);
  expect((await engine.transform('printed', REDACT)).complete).toBe(true);
});

test('a street that begins with its number keeps the quotes around it, and the copy is JSON', async () => {
  const note = 'MRN: 00123456\nAddress: 41 Old Quarry Drive, Maple Glen, PA 19002\nDiagnosis: asthma';
  const content = JSON.stringify({ note, 'a \\ and a "': 'quote', mrn: 123456 });
  await engine.inspect({ id: 'quoted', items: [{ mediaType: 'application/json', content }] });
  const { items, complete } = await engine.transform('quoted', REDACT);
  expect(complete).toBe(true);
  expect(JSON.parse(String(items[0]?.content))).toMatchObject({
    note: expect.stringContaining('Address: [STREET_ADDRESS],'),
  });
});
