/**
 * Formats whose text is partly encoded: what stands in them as text is read, the rest is the gap
 * `partial`. Rich text hides letters in control words; mail carries its bodies and attachments encoded.
 */
import { decodeText, headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';

export const partialText = defineExtractor({
  name: 'partial-text',
  textLike: true,
  accepts: (head) => {
    const text = headText(head);
    return text.startsWith('{\\rtf') || ENCODED_MAIL.test(text);
  },
  async *extract(source, { part }) {
    let base = 0;
    for await (const text of decodeText(source)) {
      yield { kind: 'text', chunk: { part, text, base, fields: [], last: false } };
      base += text.length;
    }
    yield { kind: 'text', chunk: { part, text: '', base, fields: [], last: true } };
    yield { kind: 'gap', part, reason: 'partial' };
  },
});

/** RFC 5322 header lines first, and a body or part that RFC 2045 §6 encodes. */
const ENCODED_MAIL =
  /^(?=(?:[\w-]+:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2})[\s\S]*^content-(?:transfer-encoding:\s*(?:base64|quoted-printable)|type:\s*multipart\/)/im;
