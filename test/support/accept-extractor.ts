/** What every extractor must survive, so that nobody has to remember it. */
import { expect, test } from 'vitest';
import { byteSource } from '../../engine/charset.ts';
import { openEngine } from '../../engine/cli/open-engine.ts';
import type { Extractor, Field, TextChunk } from '../../engine/types.ts';
import { bytesOf, faultsOf, type Reading, read } from './reading.ts';

export interface Sample {
  /** A small file of the format. */
  readonly file: string | Uint8Array;
  /** Values that must stand in the readable text. */
  readonly reads: readonly string[];
  /** Declared values: key, value. */
  readonly declares?: readonly (readonly [key: string, value: string])[];
  /** Files of other formats, by their beginning, that are not this extractor's. */
  readonly refuses?: readonly string[];
  /** False where files of the format are never wholly read, so that no copy is made. */
  readonly copies?: false;
  /** The same format, n times as long; absent for containers. */
  readonly grow?: (n: number) => string;
}

export { type Reading, read };

/** Registers the suite for one extractor. Call it inside its test file. */
export function acceptExtractor(extractor: Extractor, sample: Sample): void {
  const file = bytesOf(sample.file);

  test(`${extractor.name} accepts its format by content, whatever the name`, async () => {
    expect(extractor.accepts(file.subarray(0, 4096))).toBe(true);
    const plain = await read(file, 'a');
    expect(await read(file, 'holiday.jpg')).toEqual(plain);
    for (const other of sample.refuses ?? []) expect(extractor.accepts(bytesOf(other))).toBe(false);
  });

  test(`${extractor.name} reads its sample, with the way back`, async () => {
    const reading = await read(file);
    const text = reading.chunks.map((chunk) => chunk.text).join('');
    for (const value of sample.reads) expect(text).toContain(value);
    const declared = reading.chunks.flatMap((chunk) =>
      chunk.fields.map((field) => [field.key, fieldText(chunk, field)]),
    );
    for (const pair of sample.declares ?? []) expect(declared).toContainEqual([...pair]);
    await checkOffsets(file, reading);
  });

  test(`${extractor.name} survives nothing, one byte, bytes that are no text and a cut at 50 places`, async () => {
    for (const head of [new Uint8Array(), file.subarray(0, 1)]) await checkOffsets(head, await read(head));
    for (let i = 1; i <= 50; i++) {
      const cut = file.subarray(0, Math.floor((file.length * i) / 51));
      const reading = await read(cut);
      await checkOffsets(cut, reading);
    }
    const latin = new Uint8Array([...file, 0xe9, 0x20, 0xff, 0xe8, 0x0a]);
    await checkOffsets(latin, await read(latin));
  });

  if (extractor.textLike === true && sample.copies !== false) {
    test.each(['redact', 'mask'] as const)(
      `${extractor.name}: in a copy that was made with %s, nobody is found`,
      async (kind) => {
        const engine = await openEngine(() => undefined);
        const identifiers = async (content: Uint8Array) => {
          const item = { name: 'copy', mediaType: '', content: byteSource(content) };
          const { findings, features } = await engine.inspect({ id: kind, items: [item] });
          const found = findings.filter(({ hipaa, likelihood }) => hipaa !== null && !likelihood.endsWith('UNLIKELY'));
          return { found, phi: features.phi };
        };
        expect((await identifiers(file)).found).not.toEqual([]);
        const copy = (await engine.transform(kind, [{ kind, infoTypes: [] }])).items[0]?.content;
        if (!(copy instanceof Uint8Array)) throw new Error(`${extractor.name}: there is no copy`);
        expect(await identifiers(copy)).toEqual({ found: [], phi: false });
        expect((await engine.transform(kind, [{ kind, infoTypes: [] }])).items[0]?.content).toEqual(copy);
      },
    );
  }

  const { grow } = sample;
  if (grow !== undefined) {
    test(`${extractor.name} reads 10 and 100 times as much alike`, async () => {
      for (const n of [10, 100]) {
        const long = bytesOf(grow(n));
        const reading = await read(long);
        const text = reading.chunks.map((chunk) => chunk.text).join('');
        for (const value of sample.reads) expect(text.split(value).length).toBeGreaterThan(n);
        await checkOffsets(long, reading);
      }
    });
  }
}

export const fieldText = (chunk: TextChunk, field: Field): string => chunk.text.slice(field.start, field.end);

/** Every run that claims to stand in the part does; every field lies in its chunk; parts do not interleave. */
export async function checkOffsets(file: string | Uint8Array, reading: Reading): Promise<void> {
  expect(await faultsOf(file, reading)).toEqual([]);
}
