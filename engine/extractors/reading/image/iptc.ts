/** IPTC-IIM 4.2 records, and the Photoshop resources in which they travel. */
import { stringsOf } from '../strings.ts';
import { decoded, type ImageFacts, latin1, say, viewOf } from './facts.ts';

/** Datasets of the application record. */
const NAMES: Readonly<Record<number, string>> = {
  5: 'ObjectName',
  25: 'Keywords',
  40: 'SpecialInstructions',
  55: 'DateCreated',
  80: 'Byline',
  85: 'BylineTitle',
  90: 'City',
  92: 'Sublocation',
  95: 'ProvinceState',
  101: 'Country',
  103: 'OriginalTransmissionReference',
  105: 'Headline',
  110: 'Credit',
  115: 'Source',
  116: 'CopyrightNotice',
  118: 'Contact',
  120: 'Caption',
  122: 'Writer',
};

export function readIptc(bytes: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === 0x1c; ) {
    const [record = 0, dataset = 0] = [bytes[at + 1], bytes[at + 2]];
    let length = view.getUint16(at + 3);
    at += 5;
    // An extended dataset says in how many bytes its length follows (IIM §1.5b).
    if (length & 0x8000) {
      const wide = length & 0x7fff;
      length = wide === 4 && at + 4 <= bytes.length ? view.getUint32(at) : bytes.length;
      at += wide;
    }
    if (record === 2 && dataset !== 0)
      say(facts, NAMES[dataset] ?? `IPTC ${record}:${dataset}`, decoded(bytes.subarray(at, at + length)));
    at += length;
  }
}

/** Adobe Photoshop file format, image resource blocks. */
export function readPhotoshop(bytes: Uint8Array, facts: ImageFacts): void {
  const view = viewOf(bytes);
  for (let at = 0; at + 12 <= bytes.length && latin1(bytes.subarray(at, at + 4)) === '8BIM'; ) {
    const id = view.getUint16(at + 4);
    const name = (bytes[at + 6] ?? 0) + 1;
    at += 6 + name + (name % 2);
    if (at + 4 > bytes.length) break;
    const length = view.getUint32(at);
    const data = bytes.subarray(at + 4, at + 4 + length);
    at += 4 + length + (length % 2);
    if (id === 0x0404) readIptc(data, facts);
    else if (id === 0x0424) facts.xmp.push(data);
    else if (id === 0x040c || id === 0x0409) facts.previews.push(data.subarray(28));
    // Caption, slices with their names and links, layers' names: whatever is written in words.
    else if (id === 0x03f0 || id === 0x041a || id === 0x040b) say(facts, 'Resource', stringsOf(data));
  }
}
