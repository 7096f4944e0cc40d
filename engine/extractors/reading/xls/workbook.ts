/** Workbooks of Excel 5 to 2003 (MS-XLS): sheets row by row, strings, formats, comments, names. */
import type { KnowsLabel } from '../../../layout.ts';
import { type NumberFormat, type Shown, showNumber } from '../number-format.ts';
import { showShared } from '../ooxml/workbook.ts';
import type { PartWriter } from '../part-writer.ts';
import { type SheetRows, sheetRows } from '../sheet-rows.ts';
import { type BiffReader, type BiffRecord, biffReader, biffRecords, rkNumber } from './records.ts';

/** Records by their numbers (§2.3). */
const BOF = 0x809;
const EOF_RECORD = 0x0a;
const FILEPASS = 0x2f;

/** What is known of all sheets, gathered on the way: these records stand before the sheets. */
interface Globals {
  version: number;
  page: number;
  date1904: boolean;
  readonly strings: string[];
  readonly formats: Map<number, string>;
  /** Numbers of formats by style. */
  readonly styles: number[];
  /** Names of sheets by where they begin. */
  readonly sheets: Map<number, string>;
  /** Pictures of the workbook, as its drawings keep them. */
  readonly drawings: Uint8Array[];
}

export interface ReadWorkbook {
  readonly state: 'read' | 'partial' | 'encrypted';
  readonly drawings: readonly Uint8Array[];
}

/** Writes the whole workbook; `encrypted` where it is that, `partial` where its version is not known. */
export function* readWorkbookStream<T>(
  stream: Uint8Array,
  out: PartWriter,
  knows: KnowsLabel,
  between: () => Iterable<T>,
): Generator<T, ReadWorkbook> {
  const globals: Globals = {
    version: 0,
    page: 1252,
    date1904: false,
    strings: [],
    formats: new Map(),
    styles: [],
    sheets: new Map(),
    drawings: [],
  };
  const shown = new Set<number>();
  let depth = 0;
  let sheet: ReturnType<typeof sheetReader> | null = null;
  for (const record of biffRecords(stream)) {
    if (record.type === FILEPASS) return { state: 'encrypted', drawings: [] };
    if (record.type === BOF) {
      depth++;
      if (globals.version === 0) globals.version = biffReader(record, 1252).uint16();
      if (
        globals.sheets.has(record.at) ||
        (depth === 1 && sheet === null && globals.sheets.size === 0 && isSheet(record))
      ) {
        const name = globals.sheets.get(record.at) ?? '';
        if (name !== '') out.write(`${name}\n`);
        sheet = sheetReader(globals, sheetRows(out, knows), shown);
      }
      continue;
    }
    if (record.type === EOF_RECORD) {
      depth--;
      if (depth <= 0) {
        sheet?.end();
        sheet = null;
        depth = 0;
      }
      continue;
    }
    if (!readCommon(record, globals, out)) {
      if (sheet === null) readGlobal(record, globals, out);
      else sheet.read(record);
    }
    yield* between();
  }
  sheet?.end();
  for (const [index, text] of globals.strings.entries()) if (!shown.has(index)) out.write(`${text}\n`);
  yield* between();
  const isKnown = globals.version === 0x600 || globals.version === 0x500;
  return { state: isKnown ? 'read' : 'partial', drawings: globals.drawings };
}

/** A substream of type sheet, chart or macro, where no list of sheets says so. */
const isSheet = (record: BiffRecord): boolean => {
  const reader = biffReader(record, 1252);
  reader.skip(2);
  return reader.uint16() !== 5;
};

/** Texts by length: of BIFF8 in Unicode, of older files in bytes. */
const textOf = (reader: BiffReader, count: number, { version }: Globals): string =>
  version === 0x600 ? reader.text(count) : reader.bytes(count);

/** Records that mean the same wherever they stand; false for all others. */
function readCommon(record: BiffRecord, globals: Globals, out: PartWriter): boolean {
  const reader = biffReader(record, globals.page);
  const line = (text: string): void => {
    if (text.trim() !== '') out.write(`${text.replaceAll('\0', '').trim()}\n`);
  };
  switch (record.type) {
    // HEADER, FOOTER
    case 0x14:
    case 0x15:
      if (record.data.length > 2) {
        const count = globals.version === 0x600 ? reader.uint16() : reader.uint8();
        line(textOf(reader, count, globals).replaceAll(/&[LCRPNDTAFBIUESXYGZ]|&"[^"]*"|&\d+/g, ' '));
      }
      return true;
    // HLINK, HLINKTOOLTIP: texts in UTF-16 between identifiers
    case 0x1b8:
    case 0x800:
      for (const run of wideRuns(record.data)) line(run);
      return true;
    // DV: prompts and error texts, then formulas; SUPBOOK: names of other workbooks and their sheets
    case 0x1be:
    case 0x1ae:
      for (const run of [...wideRuns(record.data), ...narrowRuns(record.data)]) line(run);
      return true;
    default:
      return false;
  }
}

function readGlobal(record: BiffRecord, globals: Globals, out: PartWriter): void {
  const reader = biffReader(record, globals.page);
  switch (record.type) {
    // CODEPAGE
    case 0x42:
      globals.page = reader.uint16();
      break;
    // DATEMODE
    case 0x22:
      globals.date1904 = reader.uint16() === 1;
      break;
    // BOUNDSHEET
    case 0x85: {
      const start = reader.uint32();
      reader.skip(2);
      const name = textOf(reader, reader.uint8(), globals);
      globals.sheets.set(start, name);
      break;
    }
    // FORMAT
    case 0x41e: {
      const id = reader.uint16();
      const count = globals.version === 0x600 ? reader.uint16() : reader.uint8();
      globals.formats.set(id, textOf(reader, count, globals));
      break;
    }
    // XF
    case 0xe0:
      reader.skip(2);
      globals.styles.push(reader.uint16());
      break;
    // SST
    case 0xfc: {
      reader.skip(4);
      const count = reader.uint32();
      for (let i = 0; i < count && !reader.isOver(); i++) globals.strings.push(reader.text(reader.uint16()));
      break;
    }
    // NAME
    case 0x18: {
      reader.skip(3);
      const count = reader.uint8();
      reader.skip(10);
      const name = textOf(reader, count, globals);
      if (name.length > 1) out.write(`${name}\n`);
      break;
    }
    // MSODRAWINGGROUP
    case 0xeb:
      globals.drawings.push(record.data, ...record.continued);
      break;
    // WRITEACCESS, the user who saved it; FILESHARING
    case 0x5c:
    case 0x5b: {
      const name =
        globals.version === 0x600
          ? [...wideRuns(record.data), ...narrowRuns(record.data)].join(' ')
          : reader.bytes(reader.uint8());
      if (name.trim() !== '') {
        out.declare(name.trim(), { key: 'author', role: 'staff' });
        out.write('\n');
      }
      break;
    }
    default:
  }
}

function sheetReader(globals: Globals, rows: SheetRows, shownStrings: Set<number>) {
  let row = -1;
  /** Row and column of a formula whose result is a text, which comes next. */
  let formula: [number, number] | null = null;

  const cell = (to: number, column: number, shown: Shown, isText: boolean): void => {
    if (to !== row) {
      if (row >= 0) rows.endRow();
      if (to > row + 1) rows.blank();
      row = to;
    }
    rows.cell(column, shown, isText);
  };
  const formatOf = (style: number): NumberFormat => {
    const id = globals.styles[style] ?? 0;
    return globals.formats.get(id) ?? id;
  };
  const numberShown = (value: number, style: number): Shown =>
    showNumber(String(value), formatOf(style), globals.date1904);

  return {
    read(record: BiffRecord): void {
      const reader = biffReader(record, globals.page);
      const place = (): [number, number, number] => [reader.uint16(), reader.uint16(), reader.uint16()];
      switch (record.type) {
        // LABELSST
        case 0xfd: {
          const [to, column] = place();
          cell(to, column, { text: showShared({ all: globals.strings, shown: shownStrings }, reader.uint32()) }, true);
          break;
        }
        // LABEL, RSTRING
        case 0x204:
        case 0xd6: {
          const [to, column] = place();
          cell(to, column, { text: textOf(reader, reader.uint16(), globals) }, true);
          break;
        }
        // NUMBER
        case 0x203: {
          const [to, column, style] = place();
          cell(to, column, numberShown(float64(record.data, 6), style), false);
          break;
        }
        // RK
        case 0x27e: {
          const [to, column, style] = place();
          cell(to, column, numberShown(rkNumber(reader.uint32()), style), false);
          break;
        }
        // MULRK
        case 0xbd: {
          const [to, first] = [reader.uint16(), reader.uint16()];
          for (let i = 0; i < (record.data.length - 6) / 6; i++) {
            const style = reader.uint16();
            cell(to, first + i, numberShown(rkNumber(reader.uint32()), style), false);
          }
          break;
        }
        // BOOLERR
        case 0x205: {
          const [to, column] = place();
          const value = reader.uint8();
          if (reader.uint8() === 0) cell(to, column, { text: value === 1 ? 'TRUE' : 'FALSE' }, false);
          break;
        }
        // FORMULA: its last result; a text result comes in a STRING record behind it
        case 0x06: {
          const [to, column, style] = place();
          if (record.data[12] !== 0xff || record.data[13] !== 0xff)
            cell(to, column, numberShown(float64(record.data, 6), style), false);
          else if (record.data[6] === 1) cell(to, column, { text: record.data[8] === 1 ? 'TRUE' : 'FALSE' }, false);
          else formula = [to, column];
          break;
        }
        // STRING
        case 0x207:
          if (formula !== null) cell(...formula, { text: textOf(reader, reader.uint16(), globals) }, true);
          formula = null;
          break;
        // NOTE: of BIFF8 only who wrote it, the text is drawn; of older files the text itself
        case 0x1c:
          reader.skip(globals.version === 0x600 ? 8 : 6);
          rows.aside(textOf(reader, globals.version === 0x600 ? reader.uint16() : record.data.length - 6, globals));
          break;
        // TXO: text of comments and boxes, in the records that continue it
        case 0x1b6: {
          const count = (record.data[10] ?? 0) + (record.data[11] ?? 0) * 256;
          const [first, ...rest] = record.continued;
          if (count > 0 && first !== undefined) {
            rows.aside(biffReader({ data: first, continued: rest }, globals.page).text(count));
          }
          break;
        }
        // CRN: values of other workbooks, kept here
        case 0x5a:
        // AUTOFILTER, SCENARIO, chart titles (SERIESTEXT): texts among numbers
        case 0x9e:
        case 0xaf:
        case 0x100d:
          for (const run of [...wideRuns(record.data), ...narrowRuns(record.data)]) rows.aside(run);
          break;
        default:
      }
    },
    end: (): void => rows.endRow(),
  };
}

const float64 = (data: Uint8Array, at: number): number =>
  at + 8 <= data.length ? new DataView(data.buffer, data.byteOffset, data.byteLength).getFloat64(at, true) : 0;

const WIDE = /(?:[\x20-\x7e\xa0-\xff]\0){3,}/g;
const NARROW = /[\x20-\x7e]{4,}/g;

const latin1 = (data: Uint8Array): string => {
  let text = '';
  for (let i = 0; i < data.length; i += 8192) text += String.fromCharCode(...data.subarray(i, i + 8192));
  return text;
};
const wideRuns = (data: Uint8Array): string[] =>
  (latin1(data).match(WIDE) ?? []).map((run) => run.replaceAll('\0', ''));
const narrowRuns = (data: Uint8Array): string[] => latin1(data).match(NARROW) ?? [];

/** Texts and numbers of the caches of pivot tables: SXSTRING, SXFDB (a column's name), SXNUM. */
export function readPivotCache(stream: Uint8Array, out: PartWriter): void {
  for (const { type, data } of biffRecords(stream)) {
    if (type === 0xc9) out.write(`${float64(data, 0)}\n`);
    else if (type === 0xcd || type === 0xc7)
      for (const run of [...wideRuns(data), ...narrowRuns(data)]) out.write(`${run}\n`);
  }
}
