/** Small real DICOM files in every transfer syntax of data sets (PS3.5 annex A). */
import { deflateRawSync } from 'node:zlib';

/** `group,element`, representation, and a text, bytes or the items of a sequence. */
export type DicomValue = readonly [
  tag: string,
  vr: string,
  value: string | Uint8Array | readonly (readonly DicomValue[])[],
];

export type TransferSyntax = 'implicit' | 'explicit' | 'big-endian' | 'deflated';

export interface DicomOptions {
  readonly syntax?: TransferSyntax;
  /** False for a data set alone, as some devices store it. */
  readonly prefix?: boolean;
  /** Sequences and items whose end only a delimiter tells. */
  readonly undefinedLength?: boolean;
}

const UIDS: Readonly<Record<TransferSyntax, string>> = {
  implicit: '1.2.840.10008.1.2',
  explicit: '1.2.840.10008.1.2.1',
  'big-endian': '1.2.840.10008.1.2.2',
  deflated: '1.2.840.10008.1.2.1.99',
};

const LONG = new Set(['OB', 'OF', 'OW', 'SQ', 'UC', 'UN', 'UR', 'UT']);

export function buildDicom(values: readonly DicomValue[], options: DicomOptions = {}): Uint8Array {
  const { syntax = 'explicit', prefix = true, undefinedLength = false } = options;
  const body = dataSet(values, { explicit: syntax !== 'implicit', little: syntax !== 'big-endian', undefinedLength });
  if (!prefix) return body;
  const plain = { explicit: true, little: true, undefinedLength: false };
  const meta = dataSet([['0002,0010', 'UI', UIDS[syntax]]], plain);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(128),
    Buffer.from('DICM'),
    dataSet([['0002,0000', 'UL', length]], plain),
    meta,
    syntax === 'deflated' ? deflateRawSync(body) : body,
  ]);
}

/** Latin-1 text as a value's bytes; for other character sets give the bytes. */
export const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

interface Writing {
  readonly explicit: boolean;
  readonly little: boolean;
  readonly undefinedLength: boolean;
}

function dataSet(values: readonly DicomValue[], writing: Writing): Buffer {
  return Buffer.concat(values.map((value) => element(value, writing)));
}

function element([tag, vr, value]: DicomValue, writing: Writing): Buffer {
  const sequence = typeof value !== 'string' && !(value instanceof Uint8Array);
  const content = sequence ? items(value, writing) : padded(typeof value === 'string' ? latin1(value) : value, vr);
  const open = sequence && writing.undefinedLength;
  const length = open ? 0xffffffff : content.length;
  const head = [tagOf(tag, writing.little)];
  if (!writing.explicit) head.push(uint32(length, writing.little));
  else if (LONG.has(vr)) head.push(Buffer.from(`${vr}\0\0`), uint32(length, writing.little));
  else head.push(Buffer.from(vr), uint16(length, writing.little));
  return Buffer.concat([...head, content, ...(open ? [delimiter('fffe,e0dd', writing.little)] : [])]);
}

function items(value: readonly (readonly DicomValue[])[], writing: Writing): Buffer {
  return Buffer.concat(
    value.flatMap((item) => {
      const content = dataSet(item, writing);
      const length = writing.undefinedLength ? 0xffffffff : content.length;
      const end = writing.undefinedLength ? [delimiter('fffe,e00d', writing.little)] : [];
      return [tagOf('fffe,e000', writing.little), uint32(length, writing.little), content, ...end];
    }),
  );
}

const delimiter = (tag: string, little: boolean): Buffer => Buffer.concat([tagOf(tag, little), uint32(0, little)]);

/** To even length: UIDs and bytes with a zero, texts with a space. */
const padded = (bytes: Uint8Array, vr: string): Buffer =>
  bytes.length % 2 === 0
    ? Buffer.from(bytes)
    : Buffer.concat([bytes, Buffer.from(/^(?:UI|O.|UN)$/.test(vr) ? '\0' : ' ')]);

function tagOf(tag: string, little: boolean): Buffer {
  const [group = '', number = ''] = tag.split(',');
  return Buffer.concat([uint16(Number.parseInt(group, 16), little), uint16(Number.parseInt(number, 16), little)]);
}

function uint16(value: number, little: boolean): Buffer {
  const bytes = Buffer.alloc(2);
  if (little) bytes.writeUInt16LE(value);
  else bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number, little: boolean): Buffer {
  const bytes = Buffer.alloc(4);
  if (little) bytes.writeUInt32LE(value);
  else bytes.writeUInt32BE(value);
  return bytes;
}
