/** Mailboxes (RFC 4155): messages one after another, each after a line that begins with `From `. */
import { defineExtractor } from '../define.ts';
import { stretch } from '../sources.ts';
import type { ByteSource } from '../types.ts';
import { memberPart } from './reading/parts.ts';

export const mbox = defineExtractor({
  name: 'mbox',
  accepts: (head) => SEPARATOR.test(String.fromCharCode(...head.subarray(0, 1024))),
  async *extract(source, context) {
    let number = 0;
    for await (const { start, end } of messages(source)) {
      if (context.budget.entries <= 0) {
        yield { kind: 'gap', part: context.part, reason: 'too-large' };
        return;
      }
      number++;
      const part = memberPart(context.part, `message ${number}`);
      yield* context.recurse(stretch(source, start, end), `message ${number}.eml`, part);
    }
  },
});

/** `From someone@example.org Mon Jan  1 00:00:00 2024`, then a header. */
const SEPARATOR = /^From \S{1,200} [^\r\n]{0,40}\d{1,2}:\d\d[^\r\n]{0,40}\r?\n(?:>?[!-9;-~]{1,80}[: ]|\r?\n)/;

const SLICE = 256 * 1024;

/** Longest separator line that is looked for across the edge of two slices. */
const EDGE = 512;

/** Ranges of messages, without their separator lines. */
async function* messages(source: ByteSource): AsyncGenerator<{ readonly start: number; readonly end: number }> {
  let start = -1;
  let carried = '';
  for (let at = 0; at < source.size; at += SLICE) {
    const bytes = new Uint8Array(await source.slice(at, Math.min(at + SLICE, source.size)).arrayBuffer());
    const text = carried + latin1(bytes);
    const base = at - carried.length;
    for (let found = lineFrom(text, 0, base === 0); found >= 0; found = lineFrom(text, found + 5, false)) {
      // One that the slice may cut is seen again with the next.
      if (text.length - found < EDGE && at + SLICE < source.size) break;
      const line = SEPARATOR.exec(text.slice(found, found + EDGE));
      if (line === null) continue;
      if (start >= 0 && base + found > start) yield { start, end: base + found };
      start = base + text.indexOf('\n', found) + 1;
    }
    carried = text.slice(-EDGE);
  }
  if (start >= 0 && start < source.size) yield { start, end: source.size };
}

/** Where a line begins with `From `, at `from` or later. */
function lineFrom(text: string, from: number, first: boolean): number {
  if (first && text.startsWith('From ')) return 0;
  const found = text.indexOf('\nFrom ', Math.max(0, from - 1));
  return found < 0 ? -1 : found + 1;
}

function latin1(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return text;
}
