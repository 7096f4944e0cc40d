/**
 * Content lines of vCard and iCalendar (RFC 6350 §3.2, RFC 5545 §3.1, vCard 2.1): a name, parameters, a
 * value. Folds and escapes are undone on the way to the readable text.
 */
import { decodeBytes, splitOutsideQuotes } from './mail/headers.ts';
import { decodeQuotedPrintable } from './mail/transfer-encoding.ts';
import type { Readable } from './readable.ts';
import { lastFrom } from './search.ts';

export interface Value {
  /** Range of the chunk's readable text. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface ContentLine {
  /** Upper case, without its group. */
  readonly name: string;
  /** Upper case names; values of one name are joined by commas. */
  readonly parameters: ReadonlyMap<string, string>;
  /** Where each parameter's value stands. */
  readonly placed: ReadonlyMap<string, Value>;
  /** The value, cut at the semicolons that its escapes leave. */
  readonly components: readonly Value[];
  /** The value as it stands in the file, folds undone. */
  readonly raw: string;
}

/** A unit of an unfolded line with its place in the part. */
interface Unfolded {
  readonly text: string;
  /** Offset in the part of each piece, and where in the text it begins. */
  readonly pieces: readonly { readonly from: number; readonly at: number }[];
}

/** True for a line that the file must carry whole: a picture, a certificate. It is then no text. */
export type IsFile = (line: Pick<ContentLine, 'name' | 'parameters' | 'raw'>) => boolean;

/** Writes one logical line; `at` is its offset, `lines` the physical lines with their ends. */
export function writeLine(out: Readable, lines: readonly string[], at: number, isFile: IsFile): ContentLine | null {
  const line = unfold(lines, at);
  const end = at + lines.reduce((sum, each) => sum + each.length, 0);
  const colon = valueStart(line.text);
  if (colon < 0) {
    keep(out, line, 0, line.text.length);
    out.put('\n', end, end);
    return null;
  }
  const head = line.text.slice(0, colon);
  const placed = new Map<string, Value>();
  const { name, parameters } = readHead(head);
  const raw = line.text.slice(colon + 1);
  if (isFile({ name, parameters, raw })) {
    keep(out, line, 0, colon + 1);
    out.put('\n', end, end);
    return { name, parameters, placed, components: [], raw };
  }
  const base = out.length;
  keep(out, line, 0, colon + 1);
  for (const [key, value] of parameters) {
    const found = head.indexOf(value);
    if (value !== '' && found >= 0)
      placed.set(key, { start: base + found, end: base + found + value.length, text: value });
  }
  const quoted = /QUOTED-PRINTABLE/i.test(
    parameters.get('ENCODING') ?? (parameters.has('QUOTED-PRINTABLE') ? 'QUOTED-PRINTABLE' : ''),
  );
  const components = quoted
    ? writeQuoted(out, raw, placeOf(line, colon + 1), end, parameters.get('CHARSET') ?? 'utf-8')
    : writeEscaped(out, line, colon + 1);
  out.put('\n', end, end);
  return { name, parameters, placed, components, raw };
}

/** A line that ends with `=` goes on in vCard 2.1's quoted-printable; one that begins with a blank is folded. */
export const continues = (lines: readonly string[], next: string): boolean =>
  /^[ \t]/.test(next) || (/^[^:]*QUOTED-PRINTABLE[^:]*:/i.test(lines[0] ?? '') && /=\r?\n?$/.test(lines.at(-1) ?? ''));

function unfold(lines: readonly string[], at: number): Unfolded {
  let text = '';
  let offset = at;
  const pieces: { from: number; at: number }[] = [];
  const soft = /^[^:]*QUOTED-PRINTABLE[^:]*:/i.test(lines[0] ?? '');
  lines.forEach((line, i) => {
    const skip = i > 0 && /^[ \t]/.test(line) ? 1 : 0;
    const content = line.slice(skip).replace(/\r?\n$|\r$/, '');
    pieces.push({ from: text.length, at: offset + skip });
    text += soft && i < lines.length - 1 ? content.replace(/=$/, '') : content;
    offset += line.length;
  });
  return { text, pieces };
}

const pieceOf = ({ pieces }: Unfolded, index: number): number => lastFrom(pieces, ({ from }) => from, index);

const placeOf = (line: Unfolded, index: number): number => {
  const piece = line.pieces[pieceOf(line, index)];
  return piece === undefined ? 0 : piece.at + index - piece.from;
};

/** Copies a range of the unfolded text, piece by piece. */
function keep(out: Readable, line: Unfolded, from: number, to: number): void {
  const { text, pieces } = line;
  for (let i = Math.max(0, pieceOf(line, from)); i < pieces.length; i++) {
    const piece = pieces[i];
    if (piece === undefined || piece.from >= to) break;
    const start = Math.max(from, piece.from);
    const end = Math.min(to, pieces[i + 1]?.from ?? text.length);
    if (end > start) out.keep(text.slice(start, end), piece.at + start - piece.from);
  }
}

/** The colon that ends name and parameters; one in quotes does not. */
function valueStart(text: string): number {
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '"') quoted = !quoted;
    else if (text[i] === ':' && !quoted) return i;
  }
  return -1;
}

function readHead(head: string): Pick<ContentLine, 'name' | 'parameters'> {
  const [first = '', ...rest] = splitOutsideQuotes(head);
  const parameters = new Map<string, string>();
  for (const each of rest) {
    const equals = each.indexOf('=');
    // vCard 2.1 leaves the names of types and encodings out.
    const name = (equals < 0 ? each : each.slice(0, equals)).trim().toUpperCase();
    const value = equals < 0 ? '' : each.slice(equals + 1).replaceAll('"', '');
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return { name: first.replace(/^.*\./, '').trim().toUpperCase(), parameters };
}

function writeQuoted(out: Readable, raw: string, start: number, end: number, charset: string): Value[] {
  const bytes = Uint8Array.from(raw, (char) => char.charCodeAt(0) & 0xff);
  const text = decodeBytes(decodeQuotedPrintable(bytes), charset);
  const base = out.length;
  out.put(text, start, Math.max(start, end - 1));
  const components: Value[] = [];
  let from = 0;
  for (const part of text.split(';')) {
    components.push({ start: base + from, end: base + from + part.length, text: part });
    from += part.length + 1;
  }
  return components;
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', N: '\n', ',': ',', ';': ';', '\\': '\\', ':': ':' };

function writeEscaped(out: Readable, line: Unfolded, from: number): Value[] {
  const components: Value[] = [];
  const { text } = line;
  let start = out.length;
  let kept = from;
  const end = (): void => {
    components.push({ start, end: out.length, text: out.text(start, out.length) });
  };
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') {
      const escaped = ESCAPES[text[i + 1] ?? ''];
      if (escaped === undefined) continue;
      keep(out, line, kept, i);
      out.put(escaped, placeOf(line, i), placeOf(line, i + 1) + 1);
      i++;
      kept = i + 1;
    } else if (text[i] === ';') {
      keep(out, line, kept, i);
      end();
      keep(out, line, i, i + 1);
      kept = i + 1;
      start = out.length;
    }
  }
  keep(out, line, kept, text.length);
  end();
  return components;
}
