import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { acceptExtractor } from '../../test/support/accept-extractor.ts';
import {
  fieldsOf,
  joined,
  packCompound as pack,
  readCompound as read,
  textOf,
  uint16,
  uint32,
  wide,
} from '../../test/support/compound-sample.ts';
import { compoundFile } from './compound-file.ts';

/** Rows of a table: cells end with BEL, and so does the row. */
const rows = (...cells: readonly (readonly string[])[]): string =>
  cells.map((row) => `${row.map((cell) => `${cell}\x07`).join('')}\x07`).join('');

/** A Word 97 document: one piece of narrow text, one of wide; the stories of main text and header. */
const word = (narrow: string, rest: string, header = '', flags = 0x0200): Record<string, Uint8Array> => {
  const start = 0x800;
  const text = joined(Buffer.from(narrow, 'latin1'), wide(rest + header));
  const stream = new Uint8Array(start + text.length + 512);
  const view = new DataView(stream.buffer);
  view.setUint16(0, 0xa5ec, true);
  view.setUint16(2, 0xc1, true);
  view.setUint16(0x0a, flags, true);
  view.setUint32(0x4c, narrow.length + rest.length, true);
  view.setUint32(0x54, header.length, true);
  stream.set(text, start);
  const total = narrow.length + rest.length + header.length;
  const clx = joined(
    [1, ...uint16(2), 9, 9],
    [2, ...uint32(28)],
    [...uint32(0), ...uint32(narrow.length), ...uint32(total)],
    [0, 0, ...uint32(((start * 2) | 0x40000000) >>> 0), 0, 0],
    [0, 0, ...uint32(start + narrow.length), 0, 0],
  );
  view.setUint32(0x1a2, 0, true);
  view.setUint32(0x1a6, clx.length, true);
  return { WordDocument: stream, '1Table': joined(clx, wide('BookmarkMRN')) };
};

describe('Word', () => {
  acceptExtractor(compoundFile, {
    file: pack(word('Patient Ann Example\rMRN 0012345\r', 'José Peña 🫁\r', 'Ward 4 West\r')),
    reads: ['Patient Ann Example\nMRN 0012345', 'José Peña 🫁', 'Ward 4 West', 'BookmarkMRN'],
    refuses: ['PK\u0003\u0004', '{\\rtf', 'plain'],
  });

  test('tables name their cells, fields tell their instructions apart from what they show', async () => {
    const table = rows(
      ['Name', 'DOB', 'MRN'],
      ['Ann Example', '02/03/1980', '0012345'],
      ['Bob Sample', '03/04/1981', '0054321'],
    );
    const file = pack(
      word(
        'Before\r',
        `${table}After\x1e\x0bline\rWrite \x13 HYPERLINK "mailto:ann@example.org" \x14to Ann\x15 \x13 PAGE \x144\x15\r`,
      ),
    );
    expect(await fieldsOf(file)).toEqual(
      expect.arrayContaining([
        ['DOB', '02/03/1980'],
        ['MRN', '0012345'],
        ['Name', 'Bob Sample'],
      ]),
    );
    const text = await textOf(file);
    for (const line of ['Before', 'After-', 'line', 'Write to Ann 4', 'HYPERLINK "mailto:ann@example.org"'])
      expect(text.split('\n')).toContain(line);
  });

  test('paragraphs that say themselves that they end a row: empty cells and lines in cells stay in theirs', async () => {
    const text = `${rows(['Name', 'DOB', 'MRN'], ['Ann', '', '0012345'], ['Bob\rSample', '03/04/1981', ''])}After\r`;
    const streams = word('Before\r', text);
    const { WordDocument: old = new Uint8Array(), '1Table': clx = new Uint8Array() } = streams;
    // One page of paragraph properties: runs, and behind them what each is (MS-DOC §2.9.175).
    const first = 0x800 + 'Before\r'.length;
    const ends = [...text].flatMap((char, i) => (char === '\r' || char === '\x07' ? [i + 1] : []));
    const kinds = ends.map((end, i) => {
      const row = text.slice(0, end).split('\x07').length - 1;
      return i === ends.length - 1 ? 'text' : text[end - 1] === '\x07' && row % 4 === 0 ? 'row' : 'cell';
    });
    const page = new Uint8Array(512);
    const view = new DataView(page.buffer);
    page[511] = ends.length;
    for (const [i, end] of [0, ...ends].entries()) view.setUint32(i * 4, first + end * 2, true);
    const place = { text: 0, cell: 220, row: 240 };
    page.set([3, 0, 0, 0x16, 0x24, 1], place.cell * 2);
    page.set([0, 4, 0, 0, 0x16, 0x24, 1, 0x17, 0x24, 1], place.row * 2);
    kinds.forEach((kind, i) => {
      page[(ends.length + 1) * 4 + i * 13] = place[kind as keyof typeof place];
    });
    const at = Math.ceil(old.length / 512) * 512;
    const stream = joined(old, new Uint8Array(at - old.length), page);
    const list = joined(uint32(first), uint32(first + text.length * 2), uint32(at / 512));
    new DataView(stream.buffer).setUint32(0x102, clx.length, true);
    new DataView(stream.buffer).setUint32(0x106, list.length, true);
    const file = pack({ WordDocument: stream, '1Table': joined(clx, list) });
    const fields = await fieldsOf(file);
    expect(fields).toEqual([
      ['Name', 'Ann'],
      ['MRN', '0012345'],
      ['Name', 'Bob\nSample'],
      ['DOB', '03/04/1981'],
    ]);
    expect((await textOf(file)).split('\n')).toContain('After');
  });

  test('encrypted, of an unknown kind, without its table, cut short: each is named', async () => {
    const gapsOf = async (streams: Record<string, Uint8Array>) => (await read(pack(streams))).gaps;
    const document = word('Patient\r', 'Ann\r');
    expect(await gapsOf(word('Patient\r', 'Ann\r', '', 0x0300))).toEqual([
      { part: 'WordDocument', reason: 'encrypted' },
    ]);
    expect(await gapsOf({ WordDocument: new Uint8Array(5000) })).toEqual([
      { part: 'WordDocument', reason: 'unsupported' },
    ]);
    const { WordDocument: only = new Uint8Array() } = document;
    expect(await gapsOf({ WordDocument: only })).toEqual([{ part: 'WordDocument', reason: 'partial' }]);
    expect(await gapsOf({ ...document, WordDocument: only.slice(0, 0x804) })).toEqual([
      { part: 'WordDocument', reason: 'partial' },
    ]);
  });

  test('the text of Word 6 stands in one piece', async () => {
    const stream = new Uint8Array(0x600);
    const text = Buffer.from('Patient Ann\rMRN 0012345\r');
    const view = new DataView(stream.buffer);
    for (const [at, value] of [
      [0, 0xa5dc],
      [2, 0x65],
    ] as const)
      view.setUint16(at, value, true);
    for (const [at, value] of [
      [0x18, 0x300],
      [0x1c, 0x300 + text.length],
      [0x34, text.length],
    ] as const)
      view.setUint32(at, value, true);
    stream.set(text, 0x300);
    expect(await read(pack({ WordDocument: stream }))).toMatchObject({
      gaps: [],
      chunks: [{ text: 'Patient Ann\nMRN 0012345\n' }],
    });
  });
});

describe('what is in no document', () => {
  test('encrypted packages, packaged files, embedded documents, macros, properties', async () => {
    const locked = await read(pack({ EncryptedPackage: new Uint8Array(5000), EncryptionInfo: new Uint8Array(100) }));
    expect(locked).toEqual({ chunks: [], gaps: [{ part: '', reason: 'encrypted' }] });

    const list = strToU8('Name,MRN,City\nAnn,0077777,Springfield\nBob,0088888,Shelbyville\n');
    const native = joined(
      uint32(0),
      uint16(2),
      strToU8('list.csv\0C:\\ann.csv\0'),
      uint16(0),
      uint16(3),
      uint32(1),
      [0],
      uint32(list.length),
      list,
    );
    // MS-OVBA §2.4.1: one chunk, letters as they stand in groups of eight behind a byte of flags.
    const source = 'Attribute VB_Name = "M"\r\nMRN = "0066666"\r\n';
    const letters = source.match(/[\s\S]{1,8}/g)?.flatMap((group) => [0, ...Buffer.from(group)]) ?? [];
    const macro = joined([9, 9, 9, 1], uint16(0xb000 | (letters.length + 2 - 3)), letters);
    const value = strToU8('Dora Doctor\0');
    const summary = joined(
      uint16(0xfffe),
      uint16(0),
      uint32(0),
      new Uint8Array(16),
      uint32(1),
      new Uint8Array(16),
      uint32(48),
      uint32(0),
      uint32(2),
      uint32(1),
      uint32(24),
      uint32(4),
      uint32(32),
      uint32(2),
      uint32(1252),
      uint32(0x1e),
      uint32(value.length),
      value,
    );
    const file = pack({
      'ObjectPool/_1/\u0001Ole10Native': native,
      'ObjectPool/_1/\u0002OlePres000': new Uint8Array(100).fill(200),
      'ObjectPool/_2/WordDocument': word('embedded 0055555\r', '').WordDocument ?? new Uint8Array(),
      'ObjectPool/_2/1Table': word('embedded 0055555\r', '')['1Table'] ?? new Uint8Array(),
      'Macros/VBA/Module1': macro,
      '\u0005SummaryInformation': summary,
      Unheard: joined(new Uint8Array(100).fill(3), strToU8('strange words'), new Uint8Array(100).fill(2)),
    });
    const { chunks, gaps } = await read(file);
    const text = chunks.map((chunk) => chunk.text).join('\n');
    for (const said of ['C:\\ann.csv', 'embedded 0055555', 'MRN = "0066666"', 'Dora Doctor', 'strange words'])
      expect(text).toContain(said);
    expect(await fieldsOf(file)).toEqual(
      expect.arrayContaining([
        ['MRN', '0077777'],
        ['author', 'Dora Doctor'],
      ]),
    );
    expect(gaps).toEqual([{ part: 'Unheard', reason: 'unsupported' }]);
  });

  test('rings and broken chains end where they close, and are a gap', async () => {
    const file = pack(word('Patient\r'.repeat(2000), 'Ann\r'));
    const view = new DataView(file.buffer);
    const fat = (view.getUint32(76, true) + 1) * 512;
    for (let sector = 0; sector < 128; sector++) {
      const damaged = file.slice();
      new DataView(damaged.buffer).setUint32(fat + sector * 4, sector, true);
      const { chunks, gaps } = await read(damaged);
      expect(chunks.length + gaps.length).toBeGreaterThan(0);
    }
    const cut = file.slice();
    new DataView(cut.buffer).setUint32(fat + 8, 0xffffff, true);
    expect((await read(cut)).gaps).toContainEqual({ part: '', reason: 'partial' });
  });
});
