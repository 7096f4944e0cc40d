/** Files as other programs write them: PDF, pictures, scans, faxes and DICOM, against what those programs read. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { byteSource } from '../../engine/charset.ts';
import { libraryData } from '../../engine/cli/open-engine.ts';
import { createAids } from '../../engine/engine.ts';
import { DEFAULT_BUDGET, extract } from '../../engine/extract.ts';
import { parsePolicy } from '../../engine/policy/index.ts';
import type { Extracted } from '../../engine/types.ts';
import { ownCorpus } from '../accuracy/own-corpus.ts';
import { buildDicom } from '../support/build-dicom.ts';
import { ensurePrograms, run } from '../support/debian-programs.ts';
import { letterPng, letterText, letterValues, wordShare } from '../support/letter-picture.ts';
import { figuresOf } from './figures.ts';

const figures = figuresOf(
  'other-programs',
  'Files that LibreOffice, Ghostscript, poppler, qpdf, img2pdf, ImageMagick, ExifTool and dcmtk wrote.',
);
const folder = mkdtempSync(join(tmpdir(), 'chartward-programs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);

const policy = parsePolicy({
  schema: 1,
  id: 'ocr',
  version: 1,
  purposes: [],
  destinations: [],
  rules: [],
  detection: { ocr: true },
});
const lend = createAids(libraryData);

async function read(file: string, letters = false) {
  const started = performance.now();
  const found: Extracted[] = [];
  const aids = lend(letters && policy.ok ? policy.policy : null);
  for await (const one of extract({ mediaType: '', content: byteSource(readFileSync(file)) }, DEFAULT_BUDGET, aids))
    found.push(one);
  const chunks = found.flatMap((one) => (one.kind === 'text' ? [one.chunk] : []));
  const gaps = found.flatMap((one) => (one.kind === 'gap' ? [one.reason] : []));
  return { text: chunks.map(({ text }) => text).join('\n'), chunks, gaps, ms: performance.now() - started };
}

/** Letters and figures that stand together; where one of them has an end of line others have none. */
const tokens = (text: string): string[] => text.normalize('NFKC').match(/[\p{L}\p{N}]{2,}/gu) ?? [];

function lost(theirs: string, ours: string): string[] {
  const left = new Map<string, number>();
  for (const token of tokens(ours)) left.set(token, (left.get(token) ?? 0) + 1);
  return tokens(theirs).filter((token) => {
    const count = left.get(token) ?? 0;
    left.set(token, count - 1);
    return count <= 0;
  });
}

test('120 PDFs of four writers: what pdftotext finds is found', async () => {
  ensurePrograms('pdftotext', 'gs', 'qpdf', 'soffice');
  const names: string[] = [];
  for (const document of ownCorpus('measuring')) {
    if (document.format !== 'docx' || typeof document.item.content === 'string') continue;
    writeFileSync(
      path(document.name),
      new Uint8Array(await document.item.content.slice(0, document.bytes).arrayBuffer()),
    );
    names.push(document.name.replace(/\.docx$/, ''));
  }
  run('soffice', '--headless', '--convert-to', 'pdf', '--outdir', folder, ...names.map((name) => path(`${name}.docx`)));
  let [pages, glyphs, missing, gapped, ms] = [0, 0, 0, 0, 0];
  const examples = new Set<string>();
  for (const name of names) {
    const first = path(`${name}.pdf`);
    const written = {
      LibreOffice: first,
      Ghostscript: path(`${name}.gs.pdf`),
      qpdf: path(`${name}.qpdf.pdf`),
      cairo: path(`${name}.cairo.pdf`),
    };
    run('gs', '-q', '-dNOPAUSE', '-dBATCH', '-sDEVICE=pdfwrite', `-sOutputFile=${written.Ghostscript}`, first);
    run('qpdf', '--linearize', '--object-streams=generate', '--encrypt', '', 'owner', '256', '--', first, written.qpdf);
    run('pdftocairo', '-pdf', first, written.cairo);
    for (const file of Object.values(written)) {
      const theirs = run('pdftotext', file, '-');
      const ours = await read(file);
      pages += theirs.split('\f').length - 1;
      glyphs += tokens(theirs).length;
      ms += ours.ms;
      gapped += ours.gaps.length > 0 ? 1 : 0;
      for (const token of lost(theirs, ours.text)) {
        missing++;
        examples.add(token);
      }
    }
  }
  figures.note('PDFs, pages', `${4 * names.length}, ${pages}`);
  figures.note(
    'words and numbers of pdftotext, of them not found',
    `${glyphs}, ${missing} (${[...examples].slice(0, 20).join(' ')})`,
  );
  figures.note('PDFs with a gap', String(gapped));
  figures.note('ms a page', (ms / pages).toFixed(1));
  expect(missing).toBeLessThanOrEqual(0.005 * glyphs);
  expect(gapped).toBeLessThanOrEqual(0.02 * 4 * names.length);
}, 900_000);

test('a PDF that qpdf locked is a gap', async () => {
  ensurePrograms('qpdf');
  const [plain] = readdirSync(folder).filter((name) => /^[\w-]+\.pdf$/.test(name));
  run('qpdf', '--encrypt', 'secret', 'owner', '256', '--', path(plain ?? ''), path('locked.pdf'));
  expect((await read(path('locked.pdf'))).gaps).toEqual(['encrypted']);
}, 60_000);

test('what ExifTool writes into pictures of eight formats is read', async () => {
  ensurePrograms('exiftool', 'convert', 'cwebp', 'heif-enc');
  writeFileSync(path('letter.png'), letterPng());
  const small = path('small.png');
  run('convert', path('letter.png'), '-crop', '400x200+80+100', '+repage', `PNG24:${small}`);
  const files = ['jpg', 'tif', 'gif', 'jp2'].map((type) => {
    run('convert', small, path(`small.${type}`));
    return path(`small.${type}`);
  });
  run('cwebp', '-quiet', small, '-o', path('small.webp'));
  run('heif-enc', small, '-o', path('small.heic'));
  run('heif-enc', '-A', small, '-o', path('small.avif'));
  for (const file of [...files, small, path('small.webp'), path('small.heic'), path('small.avif')]) {
    run('exiftool', '-q', '-overwrite_original', '-XMP:Description=described as 0099887', file);
    if (!file.endsWith('gif'))
      run(
        'exiftool',
        '-q',
        '-overwrite_original',
        '-EXIF:Artist=Dora Doctor',
        '-EXIF:UserComment=MRN 0012345',
        '-GPSLatitude=40.4461',
        '-GPSLatitudeRef=N',
        '-GPSLongitude=79.9489',
        '-GPSLongitudeRef=W',
        file,
      );
    const { text, gaps } = await read(file);
    expect(text, file).toContain('described as 0099887');
    if (!file.endsWith('gif'))
      for (const value of ['Dora Doctor', 'MRN 0012345', '40.446100, -79.948900']) expect(text, file).toContain(value);
    expect(gaps, file).toEqual(['needs-ocr']);
  }
  figures.note('formats in which what ExifTool wrote is read', '8');
}, 300_000);

test('a letter at 200 pixels an inch, packed in eleven ways: 95 words of 100', async () => {
  ensurePrograms('convert', 'img2pdf', 'tiffcp', 'dcmconv');
  writeFileSync(path('letter.png'), letterPng());
  const as = (name: string, ...how: readonly string[]): string => {
    run('convert', path('letter.png'), '-units', 'PixelsPerInch', '-density', '200', ...how, path(name));
    return path(name);
  };
  const pdf = (file: string): string => {
    run('img2pdf', file, '-o', `${file}.pdf`);
    return `${file}.pdf`;
  };
  const jpeg = as('letter.jpg', '-colorspace', 'Gray', '-quality', '75');
  const group4 = as('group4.tif', '-compress', 'Group4');
  run('tiffcp', group4, group4, path('pages.tif'));
  run('img2dcm', jpeg, path('letter.dcm'));
  const files = {
    'TIFF, Group 4': group4,
    'TIFF, Group 3': as('group3.tif', '-compress', 'Fax'),
    'TIFF, LZW': as('lzw.tif', '-compress', 'LZW', '-depth', '8'),
    'TIFF, Deflate': as('zip.tif', '-compress', 'Zip', '-depth', '8'),
    'TIFF, JPEG': as('jpeg.tif', '-colorspace', 'Gray', '-depth', '8', '-compress', 'JPEG', '-quality', '85'),
    'TIFF, two pages': path('pages.tif'),
    JPEG: jpeg,
    'JPEG 2000': as('letter.jp2', '-depth', '8', '-quality', '90'),
    'PDF of a JPEG': pdf(jpeg),
    'PDF of a fax': pdf(group4),
    'DICOM of a JPEG': path('letter.dcm'),
  };
  for (const [name, file] of Object.entries(files)) {
    const { text, gaps, ms } = await read(file, true);
    const share = wordShare(letterText(), text);
    figures.note(`words of a page, ${name}`, `${(100 * share).toFixed(1)} %, ${(ms / 1000).toFixed(1)} s`);
    expect(share, name).toBeGreaterThanOrEqual(0.95);
    for (const value of letterValues()) expect(text, name).toContain(value);
    expect(gaps, name).toEqual([]);
  }
}, 600_000);

test('pages that LibreOffice set, rendered at 200 pixels an inch: 95 words of 100', async () => {
  ensurePrograms('pdftotext', 'soffice');
  const documents = readdirSync(folder)
    .filter((name) => /^[\w-]+-\d+\.pdf$/.test(name))
    .slice(0, 10);
  let [share, ms] = [0, 0];
  for (const name of documents) {
    run('pdftoppm', '-r', '200', '-gray', '-png', '-singlefile', path(name), path(`${name}.page`));
    const { text, ms: took } = await read(path(`${name}.page.png`), true);
    share += wordShare(run('pdftotext', '-l', '1', path(name), '-'), text);
    ms += took;
  }
  figures.note(
    'pages rendered and read, words found, seconds a page',
    `${documents.length}, ${((100 * share) / documents.length).toFixed(1)} %, ${(ms / 1000 / documents.length).toFixed(1)}`,
  );
  expect(share / documents.length).toBeGreaterThanOrEqual(0.95);
}, 600_000);

test('a DICOM header says the same in every transfer syntax of dcmtk', async () => {
  ensurePrograms('dcmconv');
  const file = path('plain.dcm');
  writeFileSync(
    file,
    buildDicom([
      ['0008,0016', 'UI', '1.2.840.10008.5.1.4.1.1.7'],
      ['0008,0018', 'UI', '1.2.3.4'],
      ['0008,0060', 'CS', 'OT'],
      ['0010,0010', 'PN', 'Example^Jane'],
      ['0010,0020', 'LO', '00123456'],
      ['0010,1002', 'SQ', [[['0010,0020', 'LO', '0011111']]]],
    ]),
  );
  const plain = (await read(file)).text;
  for (const option of ['+ti', '+te', '+tb', '+td', '+e', '-e']) {
    run('dcmconv', option, file, path('other.dcm'));
    const { text, gaps } = await read(path('other.dcm'));
    expect(text, option).toBe(plain);
    expect(gaps, option).toEqual([]);
  }
}, 60_000);
