import { describe, expect, test } from 'vitest';
import XLSX from 'xlsx';
import {
  fieldsOf,
  joined,
  packCompound as pack,
  readCompound as read,
  textOf,
  uint16,
  uint32,
  wide,
} from '../../../../test/support/compound-sample.ts';

describe('Excel', () => {
  /** Of the older version SheetJS writes ASCII only. */
  const book = (bookType: 'biff8' | 'biff5'): XLSX.WorkBook => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['Name', 'DOB', 'MRN', 'Plan'],
      [bookType === 'biff8' ? 'José Peña' : 'Jose Pena', 0, '0012345', 123456789],
      [bookType === 'biff8' ? 'Анна' : 'Anna', 0, '0054321', 1.5],
    ]);
    sheet.B2 = { t: 'n', v: 29254, z: 'm/d/yyyy' };
    sheet.B3 = { t: 'n', v: 29255, z: 'yyyy' };
    sheet.E2 = { t: 's', v: 'result 0077777', f: 'CONCATENATE("result ","0077777")' };
    sheet.F2 = { t: 'b', v: true };
    sheet['!ref'] = 'A1:F3';
    const made = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(made, sheet, 'Patients');
    made.Workbook = { Sheets: [{ Hidden: 1 }] };
    return made;
  };
  const save = (bookType: 'biff8' | 'biff5', bookSST = true): Uint8Array =>
    new Uint8Array(XLSX.write(book(bookType), { type: 'buffer', bookType, bookSST }));

  test.each(['biff8', 'biff5'] as const)('%s: strings, serials, numbers, formulas, hidden sheets', async (type) => {
    for (const shared of type === 'biff8' ? [true, false] : [false]) {
      const fields = await fieldsOf(save(type, shared));
      expect(fields).toEqual(
        expect.arrayContaining([
          ['Name', type === 'biff8' ? 'José Peña' : 'Jose Pena'],
          ['DOB', '2/3/1980'],
          ['DOB', '1980-02-04'],
          ['MRN', '0012345'],
          ['MRN', '0054321'],
          ['Plan', '123456789'],
        ]),
      );
      const text = await textOf(save(type, shared));
      for (const value of ['Patients', 'TRUE']) expect(text).toContain(value);
      if (type === 'biff8') expect(text).toContain('Анна');
    }
  });

  /** Records of a workbook stream. */
  const record = (type: number, ...data: readonly ArrayLike<number>[]): Uint8Array => {
    const all = joined(...data);
    return joined(uint16(type), uint16(all.length), all);
  };
  const begin = (kind: number): Uint8Array => record(0x809, uint16(0x600), uint16(kind), new Uint8Array(12));

  test('strings that go on in the next record, there in other letters', async () => {
    const continued = joined(
      begin(5),
      record(0xfc, uint32(2), uint32(2), uint16(9), [0], Buffer.from('MRN 0')),
      record(0x3c, [1], wide('0123'), uint16(4), [8, ...uint16(1)], Buffer.from('Ann!'), uint32(7)),
      record(0x0a),
    );
    const sheet = joined(begin(0x10), record(0xfd, uint16(0), uint16(0), uint16(0), uint32(0)), record(0x0a));
    const text = await textOf(pack({ Workbook: joined(continued, sheet) }));
    expect(text).toContain('MRN 00123');
    // A string that no cell shows is still in the file.
    expect(text).toContain('Ann!');
  });

  test('comments, pivot caches, and who saved it; what is encrypted or of no known version', async () => {
    const sheet = joined(
      begin(0x10),
      record(0x27e, uint16(0), uint16(0), uint16(0), uint32((4711 << 2) | 2)),
      record(0xbd, uint16(1), uint16(0), uint16(0), uint32((100 << 2) | 3), uint16(0), uint32((5 << 2) | 2), uint16(1)),
      record(0x1b6, new Uint8Array(10), uint16(12), new Uint8Array(6)),
      record(0x3c, [0], Buffer.from('call 0033333')),
      record(0x1c, uint16(0), uint16(0), uint16(0), uint16(1), uint16(4), [0], Buffer.from('Dora')),
      record(0x0a),
    );
    const user = record(0x5c, uint16(11), [0], Buffer.from('Dora Doctor'.padEnd(109)));
    const file = pack({
      Workbook: joined(begin(5), user, record(0x0a), sheet),
      '_SX_DB_CUR/0001': record(0xcd, uint16(12), [0], Buffer.from('Gone Patient')),
    });
    const text = await textOf(file);
    for (const value of ['4711', '1\t5', 'call 0033333', 'Dora Doctor', 'Gone Patient']) expect(text).toContain(value);
    const locked = await read(pack({ Workbook: joined(begin(5), record(0x2f, new Uint8Array(6)), record(0x0a)) }));
    expect(locked).toEqual({ chunks: [], gaps: [{ part: 'Workbook', reason: 'encrypted' }] });
    expect((await read(pack({ Workbook: new Uint8Array(64).fill(7) }))).gaps).toEqual([
      { part: 'Workbook', reason: 'partial' },
    ]);
  });
});
