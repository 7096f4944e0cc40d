/** Records of BIFF, the format of Excel before 2007 (MS-XLS §2.1.4), and the strings in them. */
import { createDecoder } from '../../../charsets/decoder.ts';
import { charsetOfPage } from '../rtf/destinations.ts';

export interface BiffRecord {
  readonly type: number;
  readonly at: number;
  /** The record's data, and that of each Continue record behind it. */
  readonly data: Uint8Array;
  readonly continued: readonly Uint8Array[];
}

const CONTINUE = 0x3c;

/** The records of a workbook stream, in order. */
export function* biffRecords(stream: Uint8Array): Generator<BiffRecord> {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let at = 0;
  while (at + 4 <= stream.length) {
    const type = view.getUint16(at, true);
    const start = at + 4;
    const end = start + view.getUint16(at + 2, true);
    const continued: Uint8Array[] = [];
    let next = end;
    while (next + 4 <= stream.length && view.getUint16(next, true) === CONTINUE) {
      const length = view.getUint16(next + 2, true);
      continued.push(stream.subarray(next + 4, next + 4 + length));
      next += 4 + length;
    }
    yield { type, at, data: stream.subarray(start, end), continued };
    at = next;
  }
}

export interface BiffReader {
  /** True where everything was read, or more was asked for than there is. */
  isOver(): boolean;
  uint8(): number;
  uint16(): number;
  uint32(): number;
  skip(bytes: number): void;
  /** Unicode text of BIFF8, with its flags, over the edges of Continue records; `count` of its characters. */
  text(count: number): string;
  /** Bytes in the workbook's code page, as older files write text. */
  bytes(count: number): string;
}

/** Reads a record and those that continue it. `page` is the code page of texts in bytes. */
export function biffReader(record: Pick<BiffRecord, 'data' | 'continued'>, page: number): BiffReader {
  const blocks = [record.data, ...record.continued];
  let block = 0;
  let at = 0;
  const current = (): Uint8Array => blocks[block] ?? new Uint8Array();
  const ensure = (): void => {
    while (at >= current().length && block < blocks.length) {
      block++;
      at = 0;
    }
  };
  const uint8 = (): number => {
    ensure();
    return current()[at++] ?? 0;
  };
  const uint16 = (): number => uint8() + uint8() * 0x100;
  const uint32 = (): number => uint16() + uint16() * 0x10000;

  /** Characters up to the end of a block; in the next one the first byte says anew how wide they are. */
  const characters = (count: number, wideAtFirst: boolean): string => {
    let text = '';
    let wide = wideAtFirst;
    let left = count;
    while (left > 0 && block < blocks.length) {
      const there = (current().length - at) >> (wide ? 1 : 0);
      const take = Math.min(left, there);
      const bytes = current().subarray(at, at + take * (wide ? 2 : 1));
      text += createDecoder(wide ? 'utf-16le' : 'iso-8859-1')?.decode(bytes) ?? '';
      at += bytes.length;
      left -= take;
      if (left === 0) break;
      block++;
      at = 0;
      if (block < blocks.length) wide = (uint8() & 1) === 1;
    }
    return text;
  };

  return {
    isOver: () => block >= blocks.length || (block === blocks.length - 1 && at >= current().length),
    uint8,
    uint16,
    uint32,
    skip(bytes) {
      for (let left = bytes; left > 0 && block < blocks.length; ) {
        const take = Math.min(left, current().length - at);
        at += take;
        left -= take;
        if (left > 0) {
          block++;
          at = 0;
        }
      }
    },
    text(count) {
      const flags = uint8();
      const runs = (flags & 8) !== 0 ? uint16() : 0;
      const extra = (flags & 4) !== 0 ? uint32() : 0;
      const text = characters(count, (flags & 1) === 1);
      this.skip(runs * 4 + extra);
      return text;
    },
    bytes(count) {
      ensure();
      const taken = current().subarray(at, at + count);
      at += taken.length;
      return createDecoder(charsetOfPage(page))?.decode(taken) ?? '';
    },
  };
}

/** RkNumber (§2.5.217): thirty bits of a number, and whether it is whole and a hundredth. */
export function rkNumber(value: number): number {
  const hundredth = (value & 1) !== 0;
  let number: number;
  if ((value & 2) !== 0) number = value >> 2;
  else {
    const bytes = new DataView(new ArrayBuffer(8));
    bytes.setUint32(4, value & 0xfffffffc, true);
    number = bytes.getFloat64(0, true);
  }
  return hundredth ? number / 100 : number;
}
