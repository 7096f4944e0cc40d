/** Physical lines of a text with their ends, gathered into logical ones. */
import { decodeText } from '../../charset.ts';
import type { ByteSource } from '../../types.ts';

/** Units after which a line that does not end is cut. */
const LONGEST = 64 * 1024 * 1024;

/** `joins` says whether the next physical line belongs to those before it. */
export async function* logicalLines(
  source: ByteSource,
  joins: (lines: readonly string[], next: string) => boolean,
): AsyncGenerator<{ readonly lines: readonly string[]; readonly at: number }> {
  let rest = '';
  let at = 0;
  let held: string[] = [];
  let length = 0;
  const emit = () => {
    const emitted = { lines: held, at };
    at += length;
    held = [];
    length = 0;
    return emitted;
  };
  for await (const piece of decodeText(source)) {
    rest += piece;
    let from = 0;
    for (let end = lineEnd(rest, from); end >= 0; end = lineEnd(rest, from)) {
      const line = rest.slice(from, end);
      if (held.length > 0 && (!joins(held, line) || length > LONGEST)) yield emit();
      held.push(line);
      length += line.length;
      from = end;
    }
    rest = rest.slice(from);
  }
  if (rest !== '') {
    if (held.length > 0 && !joins(held, rest)) yield emit();
    held.push(rest);
    length += rest.length;
  }
  if (held.length > 0) yield emit();
}

/** The offset behind the next line end; -1 where it has not come. A CR at the very end may be half of one. */
function lineEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x0a) return i + 1;
    if (code === 0x0d) {
      if (i + 1 >= text.length) return -1;
      return text.charCodeAt(i + 1) === 0x0a ? i + 2 : i + 1;
    }
  }
  return -1;
}
