/**
 * DICOM (PS3.3, PS3.5, PS3.10): every value that is text, sequences and private elements included, a line
 * each, with the meaning that the standard gives it. An encapsulated document is read as what it is. The
 * pixels are a part of their own.
 */
import { defineExtractor } from '../define.ts';
import { bytesOf, stretch } from '../sources.ts';
import type { ExtractContext, Extracted, GapReason, InfoType, Role } from '../types.ts';
import { type Decode, decoderOf } from './reading/dicom/charsets.ts';
import { type Element, elements } from './reading/dicom/elements.ts';
import { type DicomFile, isDicom, openDicom } from './reading/dicom/file.ts';
import { createPixelFacts, framesOf, notePixels, PIXEL_TAGS, type PixelFacts } from './reading/dicom/frames.ts';
import meanings from './reading/dicom/meaning.json' with { type: 'json' };
import { partWriter } from './reading/part-writer.ts';
import { memberPart } from './reading/parts.ts';
import { readPixels } from './reading/pixels.ts';

export const dicom = defineExtractor({
  name: 'dicom',
  accepts: isDicom,
  async *extract(source, context) {
    const { part } = context;
    const file = await openDicom(source, context);
    if (file === null) {
      yield { kind: 'gap', part, reason: 'too-large' };
      return;
    }
    const header = headerWriter(file, memberPart(part, '(header)'));
    const documents: Element[] = [];
    const pixels: Element[] = [];
    const facts = createPixelFacts(file.syntax.littleEndian, file.transfer);
    const all = elements(file.source, file.start, file.syntax);
    let next = await all.next();
    for (; next.done !== true; next = await all.next()) {
      const element = next.value;
      if (element.path.length === 0 && PIXEL_TAGS.has(element.tag))
        notePixels(facts, element.tag, await bytesOf(file.source, element.start, element.end));
      if (PIXELS.test(element.tag)) {
        if (element.end > element.start && !isPreview(element)) pixels.push(element);
      } else if (element.tag === DOCUMENT) documents.push(element);
      else yield* header.write(element);
    }
    yield* header.end();
    for (const [i, { start, end }] of documents.entries()) {
      const place = memberPart(part, i === 0 ? 'document' : `document#${i + 1}`);
      // A document of odd length is filled up with a zero (PS3.5 §7.1.1).
      const filled = (await bytesOf(file.source, end - 1, end))[0] === 0 ? 1 : 0;
      yield* context.recurse(stretch(file.source, start, end - filled), '', place);
    }
    yield* readFrames(file, pixels, facts, context);
    const ending = file.whole ? next.value : 'partial';
    if (ending !== 'whole') yield { kind: 'gap', part, reason: ending };
  },
});

/** Letters that are burned into the frames; overlays and what is packed in other ways stay a gap. */
async function* readFrames(
  { source }: DicomFile,
  pixels: readonly Element[],
  facts: PixelFacts,
  context: ExtractContext,
): AsyncGenerator<Extracted> {
  const place = memberPart(context.part, '(pixels)');
  const unread = new Set<GapReason>();
  if (context.aids.recognise === undefined && pixels.length > 0) unread.add('needs-ocr');
  else {
    let frame = 0;
    for (const element of pixels) {
      if (element.tag !== FRAMES || element.path.length > 0) {
        unread.add('needs-ocr');
        continue;
      }
      for await (const bytes of framesOf(source, element, facts, context.aids.data)) {
        frame++;
        if (bytes === null) {
          unread.add('needs-ocr');
          continue;
        }
        const picture = { bytes, width: facts.columns, height: facts.rows, orientation: 1 };
        for await (const found of readPixels(picture, memberPart(context.part, `(frame ${frame})`), place, context)) {
          if (found.kind === 'gap') unread.add(found.reason);
          else yield found;
        }
        if (unread.has('too-large')) break;
      }
    }
  }
  for (const reason of unread) yield { kind: 'gap', part: place, reason };
}

/** Pixel data of all kinds, and overlays, which are drawn over it. */
const PIXELS = /^7fe0(?:0008|0009|0010)$|^60..3000$/;
const FRAMES = '7fe00010';
const DOCUMENT = '00420011';
const CHARSET = '00080005';
const ICON = '00880200';

/** Bytes of an icon up to which it is too small to be read: 512 pixels a side, in colour. */
const ICON_BYTES = 512 * 512 * 3;

/** The small picture that stands for an image in lists. */
const isPreview = ({ path, start, end }: Element): boolean => path.includes(ICON) && end - start <= ICON_BYTES;

interface Meaning {
  /** The standard's keyword. */
  readonly key: string;
  readonly infoType?: InfoType | 'AGE';
  readonly role?: Role;
}

/** PS3.6, and what PS3.15 table E.1-1 calls identifying; checked by the test beside this file. */
const MEANINGS = meanings as unknown as Readonly<Record<string, Meaning>>;

/** Representations that are text (PS3.5 table 6.2-1); of the others only what reads as text. */
const TEXT = /^(?:AE|AS|CS|DA|DS|DT|IS|LO|LT|PN|SH|ST|TM|UC|UI|UR|UT)$/;
const OPAQUE = /^(?:|UN|OB|OW)$/;
/** Representations without several values in one, and those in the declared character set. */
const SINGLE = /^(?:LT|ST|UT|UR)$/;
const ENCODED = /^(?:|UN|OB|OW|LO|LT|PN|SH|ST|UC|UT)$/;

const plain: Decode = (bytes) => new TextDecoder('windows-1252').decode(bytes);

function headerWriter({ source }: DicomFile, part: string) {
  const out = partWriter(part);
  // By depth: the set that the item declares, else that of the item around it (PS3.3 §C.12.1.1.2).
  const charsets: { item: number; decode: Decode }[] = [{ item: 0, decode: decoderOf('') }];

  const decodeIn = ({ path, item }: Element): Decode => {
    const depth = path.length;
    if (charsets[depth]?.item !== item) {
      const around = charsets.slice(0, depth).findLast((one) => one !== undefined)?.decode ?? decoderOf('');
      charsets.length = depth;
      charsets[depth] = { item, decode: around };
    }
    return charsets[depth]?.decode ?? plain;
  };

  return {
    async *write(element: Element): AsyncGenerator<Extracted> {
      const { tag, vr, path, item, start, end } = element;
      const decode = decodeIn(element);
      const meaning = MEANINGS[tag];
      if (end <= start || (!TEXT.test(vr) && !OPAQUE.test(vr))) return;
      const bytes = await bytesOf(source, start, end);
      if (!TEXT.test(vr) && meaning === undefined && !readsAsText(bytes)) return;
      const text = (ENCODED.test(vr) ? decode : plain)(bytes).replace(/[\0 ]+$/, '');
      if (tag === CHARSET) charsets[path.length] = { item, decode: decoderOf(text) };
      if (text.trim() === '') return;
      out.write(`${[...path, tag].map(nameOf).join('.')}: `);
      const { key, infoType, role } = meaning ?? { key: nameOf(tag) };
      const values = SINGLE.test(vr) ? [text] : text.split('\\');
      values.forEach((value, i) => {
        if (i > 0) out.write('\\');
        writeValue(value, vr === 'PN' || infoType === 'PERSON_NAME', (piece) => {
          const kind = infoType === 'AGE' ? overAge(piece) : infoType;
          const record = role === 'patient' ? 1 : item + 2;
          if (kind === undefined) out.write(piece);
          else out.declare(piece, { key, infoType: kind, ...(role === undefined ? {} : { role }), record });
        });
      });
      out.write('\n');
      yield* out.drain();
    },
    end: () => out.end(true),
  };

  /** A person's name may come in letters, ideographs and sounds (PS3.5 §6.2.1). */
  function writeValue(value: string, isName: boolean, write: (piece: string) => void): void {
    const groups = isName ? value.split('=') : [value];
    groups.forEach((group, i) => {
      if (i > 0) out.write('=');
      const inner = group.trim();
      const lead = group.indexOf(inner);
      out.write(group.slice(0, lead));
      if (inner !== '') write(inner);
    });
  }
}

const nameOf = (tag: string): string => MEANINGS[tag]?.key ?? `(${tag.slice(0, 4)},${tag.slice(4)})`;

/** `094Y`: an age over 89 is identifying (45 CFR 164.514(b)(2)(i)(C)), others are not. */
const overAge = (age: string): InfoType | undefined => (/^(?:09\d|[1-9]\d\d)Y$/.test(age) ? 'AGE_OVER_89' : undefined);

/** Letters, figures and marks with at most padding after them; accented letters are few. */
function readsAsText(bytes: Uint8Array): boolean {
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 0 || bytes[end - 1] === 0x20)) end--;
  if (end < 3) return false;
  let high = 0;
  let word = false;
  for (let i = 0; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13 && byte !== 27) || byte === 0x7f)
      return false;
    if (byte >= 0x80) high++;
    word ||= (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
  }
  return word && high <= 0.3 * end;
}
