/** The text of Word documents, story by story, with fields and tables as their special characters tell (MS-DOC §2.4). */
import { createDecoder } from '../../../charsets/decoder.ts';
import type { KnowsLabel } from '../../../layout.ts';
import { createFrame, drainFrame, type Frame, handOver } from '../frame.ts';
import type { PartWriter } from '../part-writer.ts';
import { lastFrom } from '../search.ts';
import { type FileInformation, type InTable, type Piece, readPieces, readTables } from './file-information.ts';

/** Special characters: §2.4.1 and the list of `Sprm` marks. */
const CELL = 0x07;
const PARAGRAPH = 0x0d;
const PAGE = 0x0c;
const FIELD_BEGIN = 0x13;
const FIELD_SEPARATOR = 0x14;
const FIELD_END = 0x15;

/** Characters that are handed over at a time. */
const SLICE = 16 * 1024;

/** Fields in fields that are followed, and units of an instruction. */
const FIELDS = 64;
const INSTRUCTION = 4096;

/** Writes all stories; false where some of the text could not be found. */
export function* readDocText<T>(
  stream: Uint8Array,
  table: Uint8Array,
  information: FileInformation,
  out: PartWriter,
  knows: KnowsLabel,
  between: () => Iterable<T>,
): Generator<T, boolean> {
  const total = information.stories.reduce((sum, count) => sum + count, 0);
  const listed = readPieces(table, information.clx, information.old !== null);
  const pieces = listed.length > 0 ? listed : wholeText(information, total);
  const tables = readTables(stream, table, information.paragraphs);
  const writer = storyWriter(out, knows);
  let read = 0;
  for (const piece of pieces) {
    for (let from = piece.from; from < piece.to; from += SLICE) {
      const to = Math.min(from + SLICE, piece.to);
      const text = textOf(stream, piece, from, to);
      read += text.length;
      writer.write(text, (index) => (tables === null ? null : paragraphAt(tables, placeOf(piece, from + index))));
      yield* between();
      if (text.length < to - from) break;
    }
  }
  writer.finish();
  yield* between();
  return pieces.length > 0 && read >= total;
}

const wholeText = ({ old }: FileInformation, total: number): Piece[] =>
  old === null || old.end <= old.start
    ? []
    : [{ from: 0, to: Math.max(total, old.end - old.start), offset: old.start, narrow: true }];

const placeOf = (piece: Piece, character: number): number =>
  piece.offset + (character - piece.from) * (piece.narrow ? 1 : 2);

function textOf(stream: Uint8Array, piece: Piece, from: number, to: number): string {
  const bytes = stream.subarray(placeOf(piece, from), placeOf(piece, to));
  // Narrow pieces hold Windows' Western letters (§2.9.73); of Word 6 the code page is not kept.
  return createDecoder(piece.narrow ? 'windows-1252' : 'utf-16le')?.decode(bytes) ?? '';
}

/** Where a paragraph stands, by its mark; null where only the marks themselves can tell. */
type Place = 'text' | 'cell' | 'row-end';

function paragraphAt(tables: readonly InTable[], place: number): Place {
  const found = tables[lastFrom(tables, ({ start }) => start, place)];
  if (found === undefined || place >= found.end) return 'text';
  return found.rowEnd ? 'row-end' : 'cell';
}

function storyWriter(out: PartWriter, knows: KnowsLabel) {
  let records = 0;
  const frame: Frame = createFrame(() => ++records, knows);
  /** Instructions of the fields that are open; null where the result has begun. */
  const fields: (string | null)[] = [];
  let inTable = false;
  let inCell = false;
  /** Text since the last mark: only the next one says whether it is a cell's. */
  let run = '';
  let last = 0;

  const openCell = (): void => {
    if (!inTable) frame.openTable();
    if (!inCell) frame.openCell();
    inTable = true;
    inCell = true;
  };

  const flush = (): void => {
    if (run !== '') frame.write(run);
    run = '';
  };

  const mark = (code: number, place: Place | null): void => {
    // Without a list of paragraphs: an empty cell behind a cell ends the row, any other mark leaves the table.
    const rowEnds = place === null ? code === CELL && run === '' && last === CELL : place === 'row-end';
    if (code === CELL) {
      if (rowEnds && inTable) frame.closeRow();
      else {
        openCell();
        flush();
        frame.closeCell();
      }
      inCell = false;
    } else if (place === 'cell' || (place === null && inCell)) {
      openCell();
      flush();
      frame.write('\n');
    } else {
      if (inTable) frame.closeTable();
      inTable = inCell = false;
      flush();
      frame.endParagraph();
    }
    last = rowEnds ? PARAGRAPH : code;
  };

  const write = (text: string, placeOfMark: (index: number) => Place | null): void => {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      const instruction = fields.at(-1);
      if (code === FIELD_BEGIN) {
        if (fields.length < FIELDS) fields.push('');
      } else if (code === FIELD_SEPARATOR || code === FIELD_END) {
        const said = fields.pop();
        if (typeof said === 'string' && said.trim() !== '' && !PLAIN_FIELD.test(said)) frame.aside(said.trim());
        if (code === FIELD_SEPARATOR) fields.push(null);
      } else if (code === CELL || code === PARAGRAPH || code === PAGE) mark(code, placeOfMark(i));
      else if (typeof instruction === 'string') {
        if (instruction.length < INSTRUCTION) fields[fields.length - 1] = instruction + text.charAt(i);
      } else {
        run += shown(code, text.charAt(i));
        last = code;
      }
    }
    drainFrame(frame, out);
  };

  return {
    write,
    finish(): void {
      // Fields that never end hold what stands behind them.
      for (const said of fields) if (typeof said === 'string') frame.aside(said);
      flush();
      if (inTable) frame.closeTable();
      handOver(frame, out);
    },
  };
}

const PLAIN_FIELD = /^\s*(?:PAGE|NUMPAGES|FORMTEXT|FORMCHECKBOX|TOC|PAGEREF|DATE|TIME|SEQ)\b/;

/** What a reader sees of a character. */
function shown(code: number, char: string): string {
  if (code >= 0x20) return char;
  switch (code) {
    case 0x09:
      return '\t';
    case 0x0b:
    case 0x0e:
      return '\n';
    case 0x1e:
      return '-';
    default:
      // Pictures, anchors, references, optional hyphens.
      return '';
  }
}
