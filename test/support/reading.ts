/** What the extract stage says of a file, and what must be true of it whatever the file is. */
import { byteSource, readText } from '../../engine/charset.ts';
import { DEFAULT_BUDGET, extract, readParts } from '../../engine/extract.ts';
import type { Extracted, GapReason, TextChunk } from '../../engine/types.ts';

export interface Reading {
  readonly chunks: readonly TextChunk[];
  readonly gaps: readonly { readonly part: string; readonly reason: GapReason }[];
}

/** Everything that the extract stage says of these bytes. */
export async function read(file: string | Uint8Array, name = 'file', budget = DEFAULT_BUDGET): Promise<Reading> {
  const found: Extracted[] = [];
  for await (const one of extract({ name, mediaType: '', content: byteSource(bytesOf(file)) }, budget)) found.push(one);
  return {
    chunks: found.flatMap((one) => (one.kind === 'text' ? [one.chunk] : [])),
    gaps: found.flatMap((one) => (one.kind === 'gap' ? [{ part: one.part, reason: one.reason }] : [])),
  };
}

/**
 * What is wrong with a reading, in words: every run that claims to stand in the part must; every field
 * lies in its chunk; parts do not interleave; and of a file that is not empty something is said.
 */
export async function faultsOf(file: string | Uint8Array, reading: Reading, name = 'file'): Promise<string[]> {
  const { chunks, gaps } = reading;
  const bytes = bytesOf(file);
  const faults: string[] = [];
  const parts = new Set(chunks.map((chunk) => chunk.part));
  const texts = await readParts({ name, mediaType: '', content: byteSource(bytes) }, parts);
  const closed = new Set<string>();
  for (const chunk of chunks) {
    const here = `part "${chunk.part}" from ${chunk.base}`;
    if (closed.has(chunk.part)) faults.push(`${here}: goes on after its last chunk`);
    if (chunk.last) closed.add(chunk.part);
    const part = texts.get(chunk.part) ?? '';
    for (const { text, start, end } of segments(chunk)) {
      if (start < 0 || end < start || end > part.length)
        faults.push(`${here}: a run claims ${start} to ${end} of ${part.length}`);
      else if (chunk.map === undefined && part.slice(start, end) !== text)
        faults.push(`${here}: what stands at ${start} to ${end} is another text`);
    }
    for (const { start, end } of chunk.fields)
      if (start < 0 || end <= start || end > chunk.text.length)
        faults.push(`${here}: a field claims ${start} to ${end} of ${chunk.text.length}`);
  }
  if (parts.has('')) {
    if (texts.get('') !== (await readText(byteSource(bytes)))) faults.push('the text of the item is another');
  } else if (chunks.length + gaps.length === 0) faults.push('nothing is said of it');
  return faults;
}

/** The stretches of a chunk with their place in the part. */
function segments(chunk: TextChunk): { readonly text: string; readonly start: number; readonly end: number }[] {
  const { map, text, base } = chunk;
  if (map === undefined) return [{ text, start: base, end: base + text.length }];
  return Array.from(map.from, (from, i) => ({
    text: text.slice(from, map.from[i + 1] ?? text.length),
    start: map.to[i] ?? 0,
    end: map.toEnd[i] ?? 0,
  }));
}

export const bytesOf = (file: string | Uint8Array): Uint8Array =>
  typeof file === 'string' ? new TextEncoder().encode(file) : file;
