/** Compound files for tests, written by npm's cfb, and the little-endian numbers that fill them. */
import { fieldText, type Reading, read } from './accept-extractor.ts';

export { packCompound } from './pack-compound.ts';

/** Without the mark that the program leaves in every file. */
export const readCompound = async (file: Uint8Array): Promise<Reading> => {
  const { chunks, gaps } = await read(file);
  return { chunks: chunks.filter(({ part }) => !part.includes('Sh33tJ5')), gaps };
};

export const textOf = async (file: Uint8Array): Promise<string> =>
  (await readCompound(file)).chunks.map(({ text }) => text).join('\n');
export const fieldsOf = async (file: Uint8Array): Promise<(readonly [string, string])[]> =>
  (await readCompound(file)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => [field.key, fieldText(chunk, field)] as const),
  );

export const wide = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'utf16le'));
export const joined = (...pieces: readonly ArrayLike<number>[]): Uint8Array =>
  Uint8Array.from(pieces.flatMap((piece) => [...Array.from(piece)]));
export const uint16 = (value: number): number[] => [value & 255, (value >> 8) & 255];
export const uint32 = (value: number): number[] => [...uint16(value & 0xffff), ...uint16(value >>> 16)];
