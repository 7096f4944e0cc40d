/** The file information block of Word documents (MS-DOC §2.5) and the piece table that it leads to (§2.9.38). */

export interface Piece {
  /** Characters of the document that the piece covers. */
  readonly from: number;
  readonly to: number;
  /** Where they stand in the WordDocument stream. */
  readonly offset: number;
  /** One byte a character, in the document's code page. */
  readonly narrow: boolean;
}

export interface FileInformation {
  readonly encrypted: boolean;
  /** `0Table` or `1Table`. */
  readonly table: string;
  /** Characters of the main text, and of the stories behind it: notes, headers, comments, boxes. */
  readonly stories: readonly number[];
  readonly clx: Location;
  /** Where paragraphs' properties are listed: PlcfBtePapx. */
  readonly paragraphs: Location;
  /** Word 6 and 95: text stands in one piece, in a code page. */
  readonly old: { readonly start: number; readonly end: number } | null;
}

export interface Location {
  readonly start: number;
  readonly length: number;
}

/** Word 97's version number; older ones are of Word 6 and 95. */
const WORD_97 = 0xc1;

/** What the stream's beginning says; null where it is no Word document that is known. */
export function readFileInformation(stream: Uint8Array): FileInformation | null {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < 0x60) return null;
  const magic = view.getUint16(0, true);
  if (magic !== 0xa5ec && magic !== 0xa5dc) return null;
  const flags = view.getUint16(0x0a, true);
  const at = (start: number): Location =>
    start + 8 <= stream.length
      ? { start: view.getUint32(start, true), length: view.getUint32(start + 4, true) }
      : { start: 0, length: 0 };
  const isNew = view.getUint16(2, true) >= WORD_97;
  const counts = isNew ? [0x4c, 0x50, 0x54, 0x5c, 0x60, 0x64, 0x68] : [0x34, 0x38, 0x3c, 0x44, 0x48, 0x4c, 0x50];
  return {
    encrypted: (flags & 0x0100) !== 0,
    table: isNew ? ((flags & 0x0200) !== 0 ? '1Table' : '0Table') : 'WordDocument',
    stories: counts.map((place) => (place + 4 <= stream.length ? view.getUint32(place, true) : 0)),
    clx: at(isNew ? 0x1a2 : 0x160),
    paragraphs: isNew ? at(0x102) : { start: 0, length: 0 },
    old: isNew ? null : { start: view.getUint32(0x18, true), end: view.getUint32(0x1c, true) },
  };
}

/** The pieces of the text in their order; empty where the table holds none. */
export function readPieces(table: Uint8Array, { start, length }: Location, old: boolean): Piece[] {
  const view = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const end = Math.min(table.length, start + length);
  let at = start;
  // Property changes stand before the table of pieces.
  while (at + 3 <= end && view.getUint8(at) === 1) at += 3 + view.getUint16(at + 1, true);
  if (at + 5 > end || view.getUint8(at) !== 2) return [];
  const size = Math.min(view.getUint32(at + 1, true), end - at - 5);
  const count = Math.floor((size - 4) / 12);
  const first = at + 5;
  const pieces: Piece[] = [];
  for (let i = 0; i < count; i++) {
    const from = view.getUint32(first + i * 4, true);
    const to = view.getUint32(first + i * 4 + 4, true);
    const place = view.getUint32(first + (count + 1) * 4 + i * 8 + 2, true);
    // Bit 30 of Word 97 and later: one byte a character, at half the offset.
    const narrow = old || (place & 0x40000000) !== 0;
    if (to > from)
      pieces.push({ from, to, offset: old ? place : narrow ? (place & 0x3fffffff) >>> 1 : place & 0x3fffffff, narrow });
  }
  return pieces;
}

/** A run of paragraphs in tables, as a range of the WordDocument stream. */
export interface InTable {
  readonly start: number;
  readonly end: number;
  /** True for the mark that ends a row and holds nothing. */
  readonly rowEnd: boolean;
}

/** Paragraphs in tables (sprmPFInTable, sprmPFTtp, §2.6.2), ascending; null where the list cannot be read. */
export function readTables(stream: Uint8Array, table: Uint8Array, { start, length }: Location): InTable[] | null {
  const plc = new DataView(table.buffer, table.byteOffset, table.byteLength);
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const count = Math.floor((Math.min(length, table.length - start) - 4) / 8);
  if (count < 1) return null;
  const found: InTable[] = [];
  for (let i = 0; i < count; i++) {
    const page = (plc.getUint32(start + (count + 1) * 4 + i * 4, true) & 0x3fffff) * 512;
    if (page + 512 > stream.length) continue;
    const runs = view.getUint8(page + 511);
    for (let run = 0; run < runs && (runs + 1) * 4 + run * 13 < 511; run++) {
      const offset = view.getUint8(page + (runs + 1) * 4 + run * 13) * 2;
      if (offset === 0 || offset >= 509) continue;
      const words = view.getUint8(page + offset);
      const properties = page + offset + (words === 0 ? 2 : 1);
      const size = words === 0 ? view.getUint8(page + offset + 1) * 2 : words * 2 - 1;
      // The first two bytes name the style.
      const { inTable, rowEnd } = tableProperties(view, properties + 2, Math.min(page + 511, properties + size));
      const [from, to] = [view.getUint32(page + run * 4, true), view.getUint32(page + run * 4 + 4, true)];
      if (inTable || rowEnd) found.push({ start: from, end: to, rowEnd });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function tableProperties(view: DataView, from: number, to: number) {
  let inTable = false;
  let rowEnd = false;
  for (let at = from; at + 3 <= to; ) {
    const change = view.getUint16(at, true);
    if (change === 0x2416) inTable = view.getUint8(at + 2) === 1;
    else if (change === 0x2417) rowEnd = view.getUint8(at + 2) === 1;
    at += 2 + operandSize(view, change, at + 2, to);
  }
  return { inTable, rowEnd };
}

/** §2.2.5.1: the upper three bits say how long an operand is; the long ones say it themselves. */
function operandSize(view: DataView, change: number, at: number, to: number): number {
  const size = [1, 1, 2, 4, 2, 2, 0, 3][change >> 13] ?? 1;
  if (size > 0) return size;
  if (change === 0xd608) return at + 2 <= to ? view.getUint16(at, true) + 1 : to;
  return at < to ? view.getUint8(at) + 1 : to;
}
