/**
 * What every detector must do, beside its own examples: find a value at the start, in the middle and at
 * the end, twice, back to back, over a chunk's edge at every offset, far inside long text and behind
 * astral characters; compile in RE2; never let a finding hold text.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Detector } from '../../engine/define.ts';
import { createDetection, type Detection, type DetectionOptions } from '../../engine/detect.ts';
import { createNormalise } from '../../engine/normalize.ts';
import { buildRe2 } from '../../engine/re2/build.ts';
import { loadRe2 } from '../../engine/re2.ts';
import { createScanner } from '../../engine/scan.ts';
import type { Finding, TextChunk } from '../../engine/types.ts';
import { UNIT_FOLDS } from '../../engine/unit-folds.ts';

export interface Examples {
  /** The value between « and », or the whole text where there are none. */
  readonly finds: readonly string[];
  readonly ignores: readonly string[];
}

const re2 = loadRe2(new WebAssembly.Module(readFileSync((await buildRe2()).path)));

const normalise = createNormalise(re2.folder(UNIT_FOLDS));

/** Detection with these detectors alone, on the real RE2, by what stands around a value alone. */
export const detectionOf = (...detectors: readonly Detector[]): Detection => detectionWith({ detectors });

/** Detection with the words that a host gives. */
export const detectionWith = (given: Pick<DetectionOptions, 'detectors' | 'terms' | 'lexicon'>): Detection =>
  createDetection({ scanner: (patterns, lists) => createScanner(re2, patterns, lists), normalise, ...given });

/** Findings of one text, given whole or cut into chunks. */
export const findingsIn = (detection: Detection, ...texts: readonly string[]): Finding[] => {
  const session = detection.open(0, '');
  let base = 0;
  return texts.flatMap((text, index) => {
    const chunk: TextChunk = { part: '', text, base, fields: [], last: index === texts.length - 1 };
    base += text.length;
    return session.push(chunk).map(({ finding }) => finding);
  });
};

export const acceptDetector = (detector: Detector, { finds, ignores }: Examples): void => {
  const detection = detectionOf(detector);
  const examples = finds.map(parse);
  const spans = (...texts: readonly string[]): string[] =>
    findingsIn(detection, ...texts).map(({ start, end }) => `${start}-${end}`);
  const [first, second] = [examples[0], examples[1] ?? examples[0]];
  if (first === undefined || second === undefined) throw new Error(`${detector.name}: give at least one value to find`);

  describe(detector.name, () => {
    test.each(examples)('finds $written', ({ text, start, end }) => {
      expect(spans(text)).toEqual([`${start}-${end}`]);
    });

    test.each(ignores.map((text) => ({ text })))('ignores $text', ({ text }) => {
      expect(spans(text)).toEqual([]);
    });

    test.each([
      ['at the start', '', '\nand nothing more.'],
      ['in the middle', 'Nothing before.\n', '\nnothing after.'],
      ['at the end', 'Nothing before.\n', ''],
      ['behind astral characters', '😀 𝒳 👩‍⚕️ 🏥\n', '\n😀'],
    ])('finds each value %s', (_, before, after) => {
      for (const { text, start, end } of examples) {
        expect(spans(before + text + after), text).toEqual([`${start + before.length}-${end + before.length}`]);
      }
    });

    test('finds a value twice, and two back to back', () => {
      for (const other of [first, second]) {
        const gap = `${first.text}\n`.length;
        expect(spans(`${first.text}\n${other.text}`)).toEqual([
          `${first.start}-${first.end}`,
          `${other.start + gap}-${other.end + gap}`,
        ]);
      }
    });

    test('finds a value that a chunk edge cuts, at every offset', () => {
      for (const { text, start, end } of examples.slice(0, 6)) {
        for (let at = 1; at < text.length; at += 1) {
          expect(spans(text.slice(0, at), text.slice(at)), `${text} cut at ${at}`).toEqual([`${start}-${end}`]);
        }
      }
    });

    test('finds a value on the edge of every window of long text', () => {
      const { text, start, end } = first;
      for (const shift of [0, text.length >> 1, text.length]) {
        const before = `${LINE.repeat(Math.ceil(WINDOW / LINE.length)).slice(0, WINDOW - shift - 1)}\n`;
        const after = `\n${LINE.repeat(200)}`;
        expect(spans(before + text + after)).toEqual([`${start + before.length}-${end + before.length}`]);
      }
    });

    test('is valid RE2, and declares how long a value may be', () => {
      for (const { regex, first: begins } of detector.patterns) {
        if (begins === undefined) expect(re2.problemOf(regex, 20_000), regex).toBeNull();
      }
      for (const { start, end } of examples) expect(end - start).toBeLessThanOrEqual(detector.maxLength);
    });

    test('says where and never what', () => {
      for (const { text, start, end } of examples) {
        for (const finding of findingsIn(detection, text)) {
          expect(finding).toMatchObject({ infoType: detector.infoType, hipaa: detector.hipaa });
          const { hotword = '', ...rest } = finding.evidence;
          const own = [...detector.labels, ...(detector.weakLabels ?? []), ...detector.hotwords, ''];
          expect(own, 'the hotword is the detector’s own').toContain(hotword);
          expect(JSON.stringify({ ...finding, evidence: rest })).not.toContain(JSON.stringify(text.slice(start, end)));
        }
      }
    });
  });
};

/** Units of text that detection scans at once. */
const WINDOW = 256 * 1024;
const LINE = 'lorem ipsum dolor sit amet consectetur elit sed do tempor ut labore et dolore magna\n';

const parse = (written: string): { written: string; text: string; start: number; end: number } => {
  const start = written.indexOf('«');
  const end = written.indexOf('»') - 1;
  const text = written.replace('«', '').replace('»', '');
  return start < 0 ? { written, text, start: 0, end: text.length } : { written, text, start, end };
};
