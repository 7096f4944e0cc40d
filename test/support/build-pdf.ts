/** Small real PDFs, written from their objects, as programs write them: plain, packed, appended to, encrypted. */
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

/** An object's source, or a stream with the rest of its dictionary. */
export type PdfObject =
  | string
  | { readonly dict?: string; readonly stream: string | Uint8Array; readonly flate?: boolean };

export interface PdfOptions {
  /** Objects without streams are packed into an object stream, the table into a cross-reference stream (PDF 1.5). */
  readonly packed?: boolean;
  /** The user password; the owner's is the same. RC4, 40 bits. */
  readonly password?: string;
  readonly info?: string;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Objects by number, from 1; the first is the catalogue. */
export function buildPdf(objects: readonly PdfObject[], options: PdfOptions = {}): Uint8Array {
  const locked = options.password === undefined ? null : lock(options.password);
  const all = [...objects, ...(options.info === undefined ? [] : [options.info])];
  const info = options.info === undefined ? '' : `/Info ${all.length} 0 R`;
  const body: Uint8Array[] = [bytes('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n')];
  if (options.packed === true) return packed(all, body, info);
  const offsets = all.map((object, i) => {
    const at = sizeOf(body);
    body.push(objectOf(i + 1, object, locked?.encrypt ?? null));
    return at;
  });
  const size = all.length + 1;
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = sizeOf(body);
  const trailer = `<</Size ${size} /Root 1 0 R ${info} ${locked?.trailer ?? ''}>>`;
  body.push(bytes(`xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n${trailer}\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(body);
}

/** The file with objects changed or added by appending, as signing and form-filling programs save. */
export function appendPdf(file: Uint8Array, changed: Readonly<Record<number, PdfObject>>): Uint8Array {
  const text = Buffer.from(file).toString('latin1');
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)?.[1] ?? '0';
  const body: Uint8Array[] = [file];
  const sections = Object.entries(changed).map(([number, object]) => {
    const at = sizeOf(body);
    body.push(objectOf(Number(number), object, null));
    return `${number} 1\n${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const start = sizeOf(body);
  const size = Math.max(...Object.keys(changed).map(Number)) + 1;
  body.push(
    bytes(
      `xref\n${sections.join('')}trailer\n<</Size ${size} /Root 1 0 R /Prev ${before}>>\nstartxref\n${start}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(body);
}

/** A document of pages, each from its content; object 3 is Helvetica as /F1. Pages begin at object 4, two a page. */
export function pagesPdf(contents: readonly string[], options: PdfOptions & PageExtras = {}): Uint8Array {
  const { resources = '', page = '', catalog = '', more = [] } = options;
  const kids = contents.map((_, i) => `${4 + 2 * i} 0 R`).join(' ');
  return buildPdf(
    [
      `<</Type /Catalog /Pages 2 0 R ${catalog}>>`,
      `<</Type /Pages /Kids [${kids}] /Count ${contents.length} /MediaBox [0 0 612 792] /Resources <</Font <</F1 3 0 R>> ${resources}>>>>`,
      '<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>',
      ...contents.flatMap((content, i): PdfObject[] => [
        `<</Type /Page /Parent 2 0 R /Contents ${5 + 2 * i} 0 R ${page}>>`,
        { stream: content, flate: true },
      ]),
      ...more,
    ],
    options,
  );
}

export interface PageExtras {
  /** More entries of the pages' resources, of every page, of the catalogue; more objects after the pages. */
  readonly resources?: string;
  readonly page?: string;
  readonly catalog?: string;
  readonly more?: readonly PdfObject[];
}

/** Content that shows strings at places, in points from the lower left. */
export const shown = (...strings: readonly (readonly [x: number, y: number, text: string, size?: number])[]): string =>
  strings.map(([x, y, text, size = 11]) => `BT /F1 ${size} Tf ${x} ${y} Td (${escaped(text)}) Tj ET`).join('\n');

export const escaped = (text: string): string => text.replaceAll(/[\\()]/g, '\\$&');

function objectOf(number: number, object: PdfObject, encrypt: Encrypt | null): Uint8Array {
  if (typeof object === 'string') return bytes(`${number} 0 obj\n${object}\nendobj\n`);
  const plain = Buffer.from(typeof object.stream === 'string' ? bytes(object.stream) : object.stream);
  const flated = object.flate === true ? deflateSync(plain) : plain;
  const data = encrypt === null ? flated : encrypt(number, flated);
  const dict = `${object.dict ?? ''}${object.flate === true ? ' /Filter /FlateDecode' : ''} /Length ${data.length}`;
  return Buffer.concat([bytes(`${number} 0 obj\n<<${dict}>>\nstream\n`), data, bytes('\nendstream\nendobj\n')]);
}

/** PDF 32000-1 §7.5.7 and §7.5.8. */
function packed(all: readonly PdfObject[], body: Uint8Array[], info: string): Uint8Array {
  const inside = all.flatMap((object, i) => (typeof object === 'string' ? [[i + 1, object] as const] : []));
  const holder = all.length + 1;
  let at = 0;
  const heads = inside.map(([number, object]) => {
    const head = `${number} ${at}`;
    at += object.length + 1;
    return head;
  });
  const first = `${heads.join(' ')} `;
  const streams: PdfObject = {
    dict: `/Type /ObjStm /N ${inside.length} /First ${first.length}`,
    stream: `${first}${inside.map(([, object]) => object).join('\n')}`,
    flate: true,
  };
  const rows: number[][] = [[0, 0, 255]];
  all.forEach((object, i) => {
    if (typeof object === 'string') rows.push([2, holder, inside.findIndex(([number]) => number === i + 1)]);
    else {
      rows.push([1, sizeOf(body), 0]);
      body.push(objectOf(i + 1, object, null));
    }
  });
  rows.push([1, sizeOf(body), 0]);
  body.push(objectOf(holder, streams, null));
  const start = sizeOf(body);
  rows.push([1, start, 0]);
  const table = Uint8Array.from(
    rows.flatMap(([type = 0, a = 0, b = 0]) => [type, a >> 16, (a >> 8) & 255, a & 255, b]),
  );
  const dict = `/Type /XRef /W [1 3 1] /Size ${rows.length} /Root 1 0 R ${info}`;
  body.push(objectOf(holder + 1, { dict, stream: table, flate: true }, null), bytes(`startxref\n${start}\n%%EOF\n`));
  return Buffer.concat(body);
}

type Encrypt = (number: number, data: Buffer) => Buffer;

const PADDING = Buffer.from('28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A', 'hex');
const ID = Buffer.from('00112233445566778899aabbccddeeff', 'hex');

/** The standard security handler, revision 2 (PDF 32000-1 §7.6.3). */
function lock(password: string): { readonly encrypt: Encrypt; readonly trailer: string } {
  const padded = Buffer.concat([bytes(password), PADDING]).subarray(0, 32);
  const permissions = Buffer.from([0xfc, 0xff, 0xff, 0xff]);
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const key = md5(Buffer.concat([padded, owner, permissions, ID])).subarray(0, 5);
  const user = rc4(key, PADDING);
  return {
    encrypt: (number, data) =>
      rc4(md5(Buffer.concat([key, Buffer.from([number & 255, number >> 8, 0, 0, 0])])).subarray(0, 10), data),
    trailer: `/ID [<${ID.toString('hex')}> <${ID.toString('hex')}>] /Encrypt <</Filter /Standard /V 1 /R 2 /O <${owner.toString('hex')}> /U <${user.toString('hex')}> /P -4>>`,
  };
}

const md5 = (data: Buffer): Buffer => createHash('md5').update(data).digest();

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, i) => i);
  const swap = (i: number, j: number): void => {
    [state[i], state[j]] = [state[j] ?? 0, state[i] ?? 0];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    swap(i, j);
  }
  let [i, j] = [0, 0];
  return Buffer.from(
    data.map((byte) => {
      i = (i + 1) & 255;
      j = (j + (state[i] ?? 0)) & 255;
      swap(i, j);
      return byte ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
    }),
  );
}

const sizeOf = (pieces: readonly Uint8Array[]): number => pieces.reduce((sum, piece) => sum + piece.length, 0);
