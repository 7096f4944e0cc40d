/** Plain text in any of the charsets of `charset.ts`. The last of the list: whatever reads as text is text. */
import { decodeText, sniffCharset } from '../charset.ts';
import { defineExtractor } from '../define.ts';

export const text = defineExtractor({
  name: 'text',
  textLike: true,
  accepts: (head) => sniffCharset(head) !== null,
  async *extract(source, { part }) {
    let base = 0;
    let held: string | null = null;
    for await (const piece of decodeText(source)) {
      if (held !== null) {
        yield { kind: 'text', chunk: { part, text: held, base, fields: [], last: false } };
        base += held.length;
      }
      held = piece;
    }
    yield { kind: 'text', chunk: { part, text: held ?? '', base, fields: [], last: true } };
  },
});
