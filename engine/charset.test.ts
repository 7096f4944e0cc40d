import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { byteSource, charsetOf, decodeText, encodeText, headText, labelledSource, sniffCharset } from './charset.ts';

/** Letters in each charset's own language, long enough that their bytes speak. */
const TEXTS: readonly (readonly [charset: string, text: string])[] = [
  ['utf-8', 'Der Patient José Müller klagt über Kopfschmerzen – MRN 0012345.'],
  ['windows-1252', 'La señora Peña, née à Besançon, prend “metformin” depuis 3 années; Größe 1,70 m.'],
  ['macintosh', 'La señora Peña, née à Besançon, prend “metformin” depuis 3 années; Größe 1,70 m, façade.'],
  ['ibm850', 'La señora Peña, née à Besançon, prend du metformin depuis 3 années; Größe 1,70 m, façade.'],
  [
    'windows-1250',
    'Pacjent zgłosił się do szpitala z powodu bólu głowy, który trwa już od trzech dni. Źle się czuje, gorączka, także łóżko potrzebne. Następnego dnia będzie badanie, później wypis. Proszę zażywać leki i pić wodę. W domu mieszka żona, która się nim opiekuje.',
  ],
  [
    'windows-1251',
    'Пациент жалуется на головную боль, которая продолжается уже три дня. Температура повышена, назначено обследование и лечение в больнице.',
  ],
  [
    'koi8-r',
    'Пациент жалуется на головную боль, которая продолжается уже три дня. Температура повышена, назначено обследование и лечение в больнице.',
  ],
  [
    'windows-1253',
    'Ο ασθενής παραπονείται για πονοκέφαλο που διαρκεί ήδη τρεις ημέρες. Η θερμοκρασία είναι υψηλή και χρειάζεται εξέταση στο νοσοκομείο.',
  ],
  [
    'shift_jis',
    '患者は三日前から頭痛を訴えています。熱が高いため、病院での検査が必要です。次の診察は来週の月曜日です。薬を飲んでください。',
  ],
  [
    'euc-jp',
    '患者は三日前から頭痛を訴えています。熱が高いため、病院での検査が必要です。次の診察は来週の月曜日です。薬を飲んでください。',
  ],
  [
    'gb18030',
    '病人三天前开始头痛。他的体温很高，所以需要在医院检查。下一次看病是在下个星期一。请您按时吃药，多喝水，好好休息。我们会再和您联系。',
  ],
  [
    'big5',
    '病人三天前開始頭痛。他的體溫很高，所以需要在醫院檢查。下一次看病是在下個星期一。請您按時吃藥，多喝水，好好休息。我們會再和您聯絡。',
  ],
  [
    'euc-kr',
    '환자는 사흘 전부터 두통을 호소하고 있습니다. 열이 높아서 병원에서 검사를 받아야 합니다. 다음 진료는 다음 주 월요일입니다. 약을 드시고 물을 많이 드세요.',
  ],
  ['iso-2022-jp', '患者は三日前から頭痛を訴えています。MRN 0012345。'],
  ['utf-16le', 'Patient Ann Example, MRN 0012345'],
  ['utf-16be', 'Patient Ann Example, MRN 0012345'],
  ['utf-32le', 'Patient Ann Example 🫁, MRN 0012345'],
  ['utf-32be', 'Patient Ann Example 🫁, MRN 0012345'],
  ['utf-16le', 'Пациент жалуется на головную боль, три дня. Температура повышена.'],
  ['utf-16be', '患者は頭痛を訴えています。\n熱が高い。 MRN 0012345\n次の診察は来週です。'],
];

/** Bytes by another program than ours. */
const encode = (text: string, charset: string): Uint8Array =>
  charset === 'iso-2022-jp'
    ? // RFC 1468: the kanji between ESC $ B and ESC ( B are EUC-JP without the high bits.
      Uint8Array.from(
        text
          .match(/[\x20-\x7e]+|[^\x20-\x7e]+/g)
          ?.flatMap((run) =>
            /^[\x20-\x7e]/.test(run)
              ? [...Buffer.from(run)]
              : [0x1b, 0x24, 0x42, ...iconv.encode(run, 'euc-jp').map((byte) => byte & 0x7f), 0x1b, 0x28, 0x42],
          ) ?? [],
      )
    : new Uint8Array(iconv.encode(text, charset === 'ibm850' ? 'cp850' : charset));

const decode = async (bytes: Uint8Array, label?: string): Promise<string> => {
  const source = byteSource(bytes);
  let text = '';
  for await (const piece of decodeText(label === undefined ? source : labelledSource(source, label))) text += piece;
  return text;
};

test.each(TEXTS)('%s is known by its bytes: %s', async (charset, text) => {
  const bytes = encode(text, charset);
  expect(sniffCharset(bytes, true)).toBe(charset);
  expect(await decode(bytes)).toBe(text);
  expect(headText(bytes)).toBe(text);
});

test.each(TEXTS)('%s is written as it was read', (charset, text) => {
  const bytes = encodeText(text, charset);
  if (charset === 'iso-2022-jp') expect(bytes).toBeNull();
  else expect(bytes).toEqual(encode(text, charset));
});

test('EBCDIC of a mainframe is known by its blanks', async () => {
  // IBM's code page 037: letters C1–E9, digits F0–F9, blank 40, line end 15.
  const bytes = new Uint8Array(
    Buffer.from(
      'd7c1e3c9c5d5e340c1d5d540c5e7c1d4d7d3c540d4d9d540f0f0f1f2f3f4f515c2d6d9d540f1f9f8f060f0f260f0f3404dc65d6b40f140d4c1c9d540e2e315',
      'hex',
    ),
  );
  expect(sniffCharset(bytes, true)).toBe('ibm037');
  expect(await decode(bytes)).toBe('PATIENT ANN EXAMPLE MRN 0012345\nBORN 1980-02-03 (F), 1 MAIN ST\n');
});

test('a byte order mark says it and stays in the text', async () => {
  for (const charset of ['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be']) {
    const bytes = encode('\uFEFFañ', charset);
    expect(sniffCharset(bytes, true)).toBe(charset);
    expect(await decode(bytes)).toBe('\uFEFFañ');
  }
});

test('a few letters are windows-1252, whatever else they could be', async () => {
  for (const text of ['René', 'Zoë 12345', 'Peña', 'Øre', '20 °C', '€ 5']) {
    expect(await decode(encode(text, 'windows-1252'))).toBe(text);
  }
});

test('a stray zero does not make Chinese of ASCII', async () => {
  const text = 'Patient Ann Example, MRN 0012345, seen for asthma';
  for (const at of [10, 11]) {
    const bytes = new Uint8Array([...encode(text.slice(0, at), 'utf-8'), 0, ...encode(text.slice(at), 'utf-8')]);
    expect(await decode(bytes)).toContain('0012345');
  }
});

test('a document that declares its charset is read in it', async () => {
  const html = (charset: string): string => `<html><head><meta charset="${charset}"></head><p>Łukasz Żak</p></html>`;
  expect(await decode(encode(html('iso-8859-2'), 'iso-8859-2'))).toContain('Łukasz Żak');
  expect(
    await decode(
      encode('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Анна</p>', 'windows-1251'),
    ),
  ).toContain('Анна');
  const xml = '<?xml version="1.0" encoding="Shift_JIS"?><name>山田花子</name>';
  expect(await decode(encode(xml, 'shift_jis'))).toBe(xml);
  // What is valid UTF-8 is UTF-8, and a mark outweighs any word.
  expect(await decode(encode(html('iso-8859-2'), 'utf-8'))).toContain('Łukasz Żak');
  expect(await decode(encode(`\uFEFF${html('iso-8859-2')}`, 'utf-16le'))).toContain('Łukasz Żak');
});

test('a declaration counts for letters that come after 256 KiB of ASCII', async () => {
  const html = `<meta charset=iso-8859-2>${'a'.repeat(300_000)}Łukasz`;
  expect(await decode(encode(html, 'iso-8859-2'))).toBe(html);
});

test('the envelope is believed where the bytes leave it open', async () => {
  expect(await decode(encode('Łukasz Żak', 'iso-8859-2'), 'iso-8859-2')).toBe('Łukasz Żak');
  expect(await decode(encode('José', 'utf-8'), 'iso-8859-2')).toBe('José');
  expect(await decode(encode('山田花子様', 'utf-16le'), 'utf-16le')).toBe('山田花子様');
});

test.each([
  ['ISO-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['US-ASCII', 'windows-1252'],
  ['cp1250', 'windows-1250'],
  ['UTF8', 'utf-8'],
  ['x-sjis', 'shift_jis'],
  ['CP850', 'ibm850'],
  ['UTF-32LE', 'utf-32le'],
  ['no such thing', null],
])('%s is %s', (label, charset) => expect(charsetOf(label)).toBe(charset));

test('characters that a cut between slices parts are put together', async () => {
  for (const charset of ['utf-8', 'shift_jis', 'utf-16le', 'utf-32be']) {
    for (const shift of [0, 1]) {
      const text = `${'a'.repeat(shift)}${'患者は頭痛を訴えています。 '.repeat(12_000)}`;
      expect((await decode(encode(text, charset))) === text).toBe(true);
    }
  }
});
