/** Frames of a DICOM image (PS3.3 §C.7.6.3) as pictures that a recogniser of letters decodes. */
import { bytesOf } from '../../../sources.ts';
import type { ByteSource, LibraryData } from '../../../types.ts';
import { greyPixmap, pixmapOf } from '../image/pixmap.ts';
import { decodeJpeg2000 } from '../pdf/decoder.ts';
import type { Element } from './elements.ts';

/** What the header says of the pixels. */
export interface PixelFacts {
  rows: number;
  columns: number;
  samples: number;
  bits: number;
  frames: number;
  signed: boolean;
  /** One plane after the other instead of pixel by pixel. */
  planar: boolean;
  photometric: string;
  littleEndian: boolean;
  transfer: string;
}

export const createPixelFacts = (littleEndian: boolean, transfer: string): PixelFacts => ({
  rows: 0,
  columns: 0,
  samples: 1,
  bits: 8,
  frames: 1,
  signed: false,
  planar: false,
  photometric: '',
  littleEndian,
  transfer,
});

/** Tags of the image pixel module, outside of sequences. */
export const PIXEL_TAGS: ReadonlySet<string> = new Set([
  '00280002',
  '00280004',
  '00280006',
  '00280008',
  '00280010',
  '00280011',
  '00280100',
  '00280103',
]);

/** Notes one of them. */
export function notePixels(facts: PixelFacts, tag: string, bytes: Uint8Array): void {
  const text = String.fromCharCode(...bytes.subarray(0, 64)).replace(/[\0 ]+$/, '');
  const number = bytes.length < 2 ? 0 : new DataView(bytes.buffer, bytes.byteOffset).getUint16(0, facts.littleEndian);
  if (tag === '00280002') facts.samples = number;
  else if (tag === '00280004') facts.photometric = text;
  else if (tag === '00280006') facts.planar = number === 1;
  else if (tag === '00280008') facts.frames = Math.max(1, Number.parseInt(text, 10) || 1);
  else if (tag === '00280010') facts.rows = number;
  else if (tag === '00280011') facts.columns = number;
  else if (tag === '00280100') facts.bits = number;
  else if (tag === '00280103') facts.signed = number === 1;
}

/** Transfer syntaxes by what their fragments are (PS3.5 annex A.4): JPEG as it is, JPEG 2000. */
const JPEG: ReadonlySet<string> = new Set(['1.2.840.10008.1.2.4.50']);
const JPEG_2000: ReadonlySet<string> = new Set(['1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91']);
const RUN_LENGTH = '1.2.840.10008.1.2.5';
const PLAIN = /^(?:|1\.2\.840\.10008\.1\.2(?:\.1|\.2|\.1\.99)?|1\.2\.840\.113619\.5\.2)$/;

const HALVED = 'YBR_FULL_422';

/** The frames one by one; null for one that cannot be made a picture, after which none come. */
export async function* framesOf(
  source: ByteSource,
  { start, end }: Element,
  facts: PixelFacts,
  data: LibraryData | undefined,
): AsyncGenerator<Uint8Array | null> {
  const { rows, columns, samples, bits, frames, transfer } = facts;
  // Of two pixels next to each other, colour is kept once (PS3.3 §C.7.6.3.1.2).
  const size = facts.photometric === HALVED ? rows * columns * 2 : rows * columns * samples * (bits / 8);
  if (size === 0 || (bits !== 8 && bits !== 16) || (samples !== 1 && samples !== 3)) yield null;
  else if (PLAIN.test(transfer)) {
    for (let i = 0; i < frames; i++) {
      const bytes = await bytesOf(source, start + i * size, Math.min(end, start + (i + 1) * size));
      if (bytes.length < size) {
        yield null;
        return;
      }
      yield plainFrame(bytes, facts);
    }
  } else {
    for await (const fragment of fragmentsOf(source, start, end, frames)) {
      const picture = await unpacked(fragment, facts, data);
      yield picture;
      if (picture === null) return;
    }
  }
}

async function unpacked(fragment: Uint8Array, facts: PixelFacts, data: LibraryData | undefined) {
  if (JPEG.has(facts.transfer)) return fragment;
  if (JPEG_2000.has(facts.transfer)) {
    const grey = await decodeJpeg2000(fragment, data);
    return grey === null ? null : pixmapOf(grey.width, grey.height, grey.pixels);
  }
  return facts.transfer === RUN_LENGTH ? plainFrame(runLengthFrame(fragment, facts), { ...facts, planar: true }) : null;
}

/** Grey over the whole range that the frame uses: a window for the eye, without asking the header for one. */
function plainFrame(bytes: Uint8Array, facts: PixelFacts): Uint8Array {
  const { rows, columns, samples, bits, signed, planar, photometric, littleEndian } = facts;
  const count = rows * columns;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const step = bits / 8;
  const at = (pixel: number, sample: number): number => {
    if (photometric === HALVED) return 4 * (pixel >> 1) + (pixel & 1);
    return (planar ? sample * count + pixel : pixel * samples + sample) * step;
  };
  const value = (pixel: number, sample: number): number => {
    const place = at(pixel, sample);
    if (step === 1) return signed ? view.getInt8(place) : view.getUint8(place);
    return signed ? view.getInt16(place, littleEndian) : view.getUint16(place, littleEndian);
  };
  const inColour = samples === 3 && photometric === 'RGB';
  const grey = (pixel: number): number =>
    inColour ? 0.299 * value(pixel, 0) + 0.587 * value(pixel, 1) + 0.114 * value(pixel, 2) : value(pixel, 0);
  let [least, most] = [Infinity, -Infinity];
  for (let i = 0; i < count; i++) {
    const one = grey(i);
    if (one < least) least = one;
    if (one > most) most = one;
  }
  const scale = 255 / (most - least || 1);
  const inverse = photometric === 'MONOCHROME1';
  return greyPixmap(columns, rows, (i) => {
    const shade = (grey(i) - least) * scale;
    return inverse ? 255 - shade : shade;
  });
}

/** Fragments after the table of offsets; where there are more than frames, they are pieces of one. */
async function* fragmentsOf(
  source: ByteSource,
  start: number,
  end: number,
  frames: number,
): AsyncGenerator<Uint8Array> {
  const ranges: [number, number][] = [];
  for (let at = start; at + 8 <= end; ) {
    const head = await bytesOf(source, at, at + 8);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    if (head.length < 8 || view.getUint32(0, true) !== 0xe000fffe) break;
    const length = view.getUint32(4, true);
    ranges.push([at + 8, Math.min(end, at + 8 + length)]);
    at += 8 + length;
  }
  const fragments = ranges.slice(1);
  if (frames === 1 && fragments.length > 1) {
    const pieces = await Promise.all(fragments.map(([from, to]) => bytesOf(source, from, to)));
    const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    yield whole;
  } else for (const [from, to] of fragments) yield await bytesOf(source, from, to);
}

/** PS3.5 annex G: up to fifteen segments, each one byte of one sample of all pixels, the most significant first. */
function runLengthFrame(fragment: Uint8Array, { rows, columns, samples, bits, littleEndian }: PixelFacts): Uint8Array {
  const view = new DataView(fragment.buffer, fragment.byteOffset, fragment.byteLength);
  const count = rows * columns;
  const step = bits / 8;
  const frame = new Uint8Array(count * samples * step);
  const segments = Math.min(15, fragment.length < 64 ? 0 : view.getUint32(0, true));
  for (let i = 0; i < segments; i++) {
    const sample = Math.floor(i / step);
    const byte = littleEndian ? step - 1 - (i % step) : i % step;
    let at = view.getUint32(4 + 4 * i, true);
    const end = i + 1 < segments ? view.getUint32(8 + 4 * i, true) : fragment.length;
    for (let pixel = 0; pixel < count && at < end; ) {
      const control = view.getInt8(at++);
      const length = control >= 0 ? control + 1 : control === -128 ? 0 : 1 - control;
      for (let k = 0; k < length && pixel < count; k++, pixel++)
        frame[(sample * count + pixel) * step + byte] = fragment[control >= 0 ? at + k : at] ?? 0;
      at += control >= 0 ? length : control === -128 ? 0 : 1;
    }
  }
  return frame;
}
