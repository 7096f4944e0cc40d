/** Property sets of compound files (MS-OLEPS): summary, document summary, and what users named themselves. */

import { createDecoder } from '../../../charsets/decoder.ts';
import type { PartWriter } from '../part-writer.ts';
import { charsetOfPage } from '../rtf/destinations.ts';

/** Summary information (MS-OSHARED §2.3.3.2.1): who wrote it. The other texts go by what they are. */
const KEYS: ReadonlyMap<number, string> = new Map([
  [2, 'title'],
  [3, 'subject'],
  [4, 'author'],
  [5, 'keywords'],
  [6, 'comments'],
  [8, 'author'],
]);

/** Properties of a set that are read at most. */
const PROPERTIES = 10_000;

export function readPropertySets(bytes: Uint8Array, out: PartWriter): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 48 || view.getUint16(0, true) !== 0xfffe) return;
  const sets = Math.min(view.getUint32(24, true), 8);
  for (let i = 0; i < sets && 48 + i * 20 <= bytes.length; i++)
    readSet(view, view.getUint32(44 + i * 20, true), i, out);
}

function readSet(view: DataView, base: number, index: number, out: PartWriter): void {
  if (base + 8 > view.byteLength) return;
  const count = Math.min(view.getUint32(base + 4, true), PROPERTIES);
  const places = new Map<number, number>();
  for (let i = 0; i < count && base + 16 + i * 8 <= view.byteLength; i++)
    places.set(view.getUint32(base + 8 + i * 8, true), base + view.getUint32(base + 12 + i * 8, true));
  const page = places.get(1);
  const codePage = page === undefined || page + 6 > view.byteLength ? 1252 : view.getUint16(page + 4, true);
  const reader = valueReader(view, codePage);
  const names = reader.names(places.get(0));
  for (const [id, at] of places) {
    if (id === 0 || id === 1) continue;
    const named = names.get(id);
    for (const value of reader.values(at)) {
      if (value === '') continue;
      if (named !== undefined) out.write(`${named}: `);
      const key = named ?? (index === 0 ? KEYS.get(id) : undefined);
      if (key === undefined) out.write(value);
      else out.declare(value, key === 'author' ? { key, role: 'staff' } : { key, record: 1 });
      out.write('\n');
    }
  }
}

function valueReader(view: DataView, codePage: number) {
  const uint32 = (at: number): number => (at + 4 <= view.byteLength ? view.getUint32(at, true) : 0);
  const text = (at: number, length: number, wide: boolean): string => {
    const end = Math.min(view.byteLength, at + length);
    if (at >= end) return '';
    const bytes = new Uint8Array(view.buffer, view.byteOffset + at, end - at);
    const decoder = createDecoder(wide ? 'utf-16le' : codePage === 1200 ? 'utf-16le' : charsetOfPage(codePage));
    return (decoder?.decode(bytes) ?? '').replace(/\0[\s\S]*$/, '').trim();
  };
  /** Length in bytes (LPSTR) or in characters (LPWSTR), then the text. */
  const string = (at: number, wide: boolean): string => text(at + 4, uint32(at) * (wide ? 2 : 1), wide);

  return {
    /** The dictionary: identifiers and their names. */
    names(at: number | undefined): ReadonlyMap<number, string> {
      const names = new Map<number, string>();
      if (at === undefined) return names;
      const wide = codePage === 1200;
      let next = at + 4;
      for (let i = Math.min(uint32(at), PROPERTIES); i > 0 && next + 8 <= view.byteLength; i--) {
        const length = uint32(next + 4) * (wide ? 2 : 1);
        names.set(uint32(next), text(next + 8, length, wide));
        next += 8 + (wide ? Math.ceil(length / 4) * 4 : length);
      }
      return names;
    },
    /** Texts, and numbers where a user may have meant them: strings, vectors of them, integers, days. */
    values(at: number): readonly string[] {
      switch (uint32(at)) {
        case 0x1e:
          return [string(at + 4, false)];
        case 0x1f:
          return [string(at + 4, true)];
        case 0x03:
          return [String(uint32(at + 4) | 0)];
        case 0x101e:
        case 0x101f: {
          const wide = uint32(at) === 0x101f;
          const found: string[] = [];
          let next = at + 8;
          for (let i = Math.min(uint32(at + 4), PROPERTIES); i > 0 && next + 4 <= view.byteLength; i--) {
            found.push(string(next, wide));
            const length = uint32(next) * (wide ? 2 : 1);
            next += 4 + (wide ? Math.ceil(length / 4) * 4 : length);
          }
          return found;
        }
        default:
          return [];
      }
    },
  };
}
