import { expect, test } from 'vitest';
import { fieldText } from '../test/support/accept-extractor.ts';
import { buildDicom } from '../test/support/build-dicom.ts';
import { buildFax, packFax } from '../test/support/build-fax.ts';
import { blank, buildPng, buildTiff, type Raster } from '../test/support/build-image.ts';
import { type PdfObject, pagesPdf } from '../test/support/build-pdf.ts';
import { letterHead, letterPng, letterText, letterValues, wordShare } from '../test/support/letter-picture.ts';
import { byteSource } from './charset.ts';
import { libraryData } from './cli/open-engine.ts';
import { createAids } from './engine.ts';
import { DEFAULT_BUDGET, extract } from './extract.ts';
import { parsePolicy } from './policy/index.ts';
import type { Extracted, TextChunk } from './types.ts';

const policy = parsePolicy({
  schema: 1,
  id: 'ocr',
  version: 1,
  purposes: [],
  destinations: [],
  rules: [],
  detection: { ocr: true },
});
const aids = createAids(libraryData)(policy.ok ? policy.policy : null);

async function readOn(file: Uint8Array, budget = DEFAULT_BUDGET) {
  const found: Extracted[] = [];
  for await (const one of extract({ mediaType: '', content: byteSource(file) }, budget, aids)) found.push(one);
  const chunks = found.flatMap((one): TextChunk[] => (one.kind === 'text' ? [one.chunk] : []));
  const gaps = found.flatMap((one) => (one.kind === 'gap' ? [`${one.part}: ${one.reason}`] : []));
  return { chunks, gaps, text: chunks.map(({ text }) => text).join('\n') };
}

const HEAD = letterValues();

/** Turned clockwise by a quarter. */
const turned = ({ width, height, pixels }: Raster): Raster => {
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[x * height + (height - 1 - y)] = pixels[y * width + x] ?? 255;
  return { width: height, height: width, pixels: out };
};

test('of a letter at 200 pixels an inch, 95 words of 100 and all identifiers; cells of a row stay apart', async () => {
  const { text, gaps, chunks } = await readOn(letterPng());
  expect(wordShare(letterText(), text)).toBeGreaterThanOrEqual(0.95);
  for (const value of [...HEAD, 'Metformin\t500 mg\ttwice a day\ttype 2 diabetes mellitus'])
    expect(text).toContain(value);
  expect([gaps, chunks.map(({ part }) => part)]).toEqual([[], ['(pixels)']]);
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]))).toContainEqual([
    'Dose',
    '40 mg',
  ]);
}, 60_000);

test('a fax of two pages, a scan in a PDF in strips and as a mask, a frame of an image of the body', async () => {
  const head = letterHead();
  const { width, height } = head;
  const fax = await readOn(buildFax([blank(width, 100), head]));
  for (const value of HEAD) expect(fax.text).toContain(value);
  expect([fax.gaps, fax.chunks.map(({ part }) => part)]).toEqual([[], ['(page 2)']]);

  const half = Math.floor(height / 2);
  const strip = (from: number, to: number): PdfObject => ({
    dict: `/Type /XObject /Subtype /Image /Width ${width} /Height ${to - from} /BitsPerComponent 8 /ColorSpace /DeviceGray`,
    stream: head.pixels.slice(from * width, to * width),
    flate: true,
  });
  const mask: PdfObject = {
    dict: `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /BitsPerComponent 1 /ImageMask true /Decode [1 0] /Filter /CCITTFaxDecode /DecodeParms <</K -1 /Columns ${width} /Rows ${height} /BlackIs1 true>>`,
    stream: packFax(head),
  };
  const tall = (612 * height) / width;
  const page = `q 612 0 0 ${tall / 2} 0 ${400 + tall / 2} cm /A Do Q q 612 0 0 ${tall / 2} 0 400 cm /B Do Q`;
  const scan = await readOn(
    pagesPdf([page, `q 612 0 0 ${tall} 0 400 cm /M Do Q`], {
      resources: '/XObject <</A 8 0 R /B 9 0 R /M 10 0 R>>',
      more: [strip(0, half), strip(half, 2 * half), mask],
    }),
  );
  for (const part of ['page 1 (pixels)', 'page 2 (pixels)'])
    for (const value of HEAD) expect(scan.chunks.find((chunk) => chunk.part === part)?.text, part).toContain(value);
  expect(scan.gaps).toEqual([]);

  const number = (value: number): Uint8Array => Uint8Array.of(value & 255, value >> 8);
  const frame = await readOn(
    buildDicom([
      ['0028,0002', 'US', number(1)],
      ['0028,0004', 'CS', 'MONOCHROME2'],
      ['0028,0010', 'US', number(height)],
      ['0028,0011', 'US', number(width)],
      ['0028,0100', 'US', number(8)],
      ['7fe0,0010', 'OB', head.pixels],
    ]),
  );
  for (const value of HEAD) expect(frame.chunks.find(({ part }) => part === '(frame 1)')?.text).toContain(value);
  expect(frame.gaps).toEqual([]);
}, 60_000);

test('a page on its side is read, packings that Tesseract does not know too', async () => {
  const head = letterHead();
  const side = await readOn(buildPng(turned(head)));
  for (const value of HEAD) expect(side.text).toContain(value);
  const { width, height, pixels } = head;
  const deflated = buildTiff([
    {
      entries: [
        [0x0100, 3, [width]],
        [0x0101, 3, [height]],
        [0x0102, 3, [8]],
        [0x0103, 3, [8]],
        [0x0106, 3, [1]],
        [0x0115, 3, [1]],
        [0x0116, 3, [height]],
      ],
      strip: new Uint8Array((await import('node:zlib')).deflateSync(pixels)),
    },
  ]);
  const { text, gaps } = await readOn(deflated);
  for (const value of HEAD) expect(text).toContain(value);
  expect(gaps).toEqual([]);
}, 60_000);

test('what cannot be decoded, is over the budget or reads badly stays a gap; a blank page is none', async () => {
  expect((await readOn(buildPng(blank(600, 400)))).gaps).toEqual([]);
  expect((await readOn(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))).gaps).toEqual([': needs-ocr']);
  const small = { ...DEFAULT_BUDGET, pixels: 100_000 };
  expect((await readOn(buildPng(blank(600, 400)), small)).gaps).toEqual([': too-large']);
  // A bad copy: one pixel of ten is the other colour, drawn from a seed.
  const head = letterHead();
  let seed = 42;
  const specked = head.pixels.map((one) => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return seed < 0.1 * 2 ** 32 ? 255 - one : one;
  });
  expect((await readOn(buildPng({ ...head, pixels: specked }))).gaps).toEqual([': partial']);
}, 60_000);
