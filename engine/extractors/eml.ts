/**
 * Mail (RFC 5322 with MIME, RFC 2045–2049), web archives included: headers, bodies, attachments and
 * messages within messages, each read as what it is. The marks of servers on the way are not content.
 */
import { byteSource, charsetOf, labelledSource } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { ByteSource, ExtractContext, Extracted } from '../types.ts';
import { type Leaf, readEntity } from './reading/mail/entity.ts';
import { isContent } from './reading/mail/traces.ts';
import { textPart } from './reading/part-writer.ts';
import { memberPart, partNames } from './reading/parts.ts';
import { stringsOf } from './reading/strings.ts';

export const eml = defineExtractor({
  name: 'eml',
  // Header lines are bytes, whatever charset their text and the bodies are in.
  accepts: (head) => isMail(String.fromCharCode(...head)),
  async *extract(source, context) {
    const bytes = new Uint8Array(await source.slice(0, source.size).arrayBuffer());
    const nameOf = partNames(context.part);
    const headers: string[] = [];
    const around: string[] = [];
    for await (const found of readEntity(bytes)) {
      switch (found.kind) {
        case 'headers':
          headers.push(...found.headers.fields.filter(isContent).map(({ name, value }) => `${name}: ${value}`));
          break;
        case 'around':
          around.push(new TextDecoder('windows-1252').decode(found.text).trim());
          break;
        case 'too-deep':
          yield { kind: 'gap', part: nameOf('part'), reason: 'too-deep' };
          break;
        case 'leaf':
          yield* readLeaf(found, nameOf(nameFor(found)), context);
          break;
        default:
          found satisfies never;
      }
    }
    const said = around.filter((text) => !BOILERPLATE.test(text));
    for (const [name, lines] of [
      ['(headers)', headers],
      ['(around)', said],
    ] as const) {
      yield* textPart(nameOf(name), lines.map((line) => `${line}\n`).join(''));
    }
  },
});

/** At least two header lines, and one by which a program marks mail: not a note that begins with `From:`. */
function isMail(head: string): boolean {
  const block = /^(?:\xef\xbb\xbf)?\s*((?:[!-9;-~]{1,80}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*(?:\r?\n|$)){2,})/.exec(
    head,
  )?.[1];
  if (block === undefined) return false;
  const has = (names: string): boolean => new RegExp(`^(?:${names}):`, 'im').test(block);
  if (has('mime-version') && has('content-type')) return true;
  return (
    has('from|to|cc|subject|date|received|return-path|delivered-to|message-id') &&
    (has('received|return-path|message-id|mime-version|content-type|content-transfer-encoding|delivered-to|x-mailer') ||
      /=\?[^?\s]{1,60}\?[bq]\?/i.test(block))
  );
}

const BOILERPLATE = /^This is (?:a multi-?part message|an? (?:OpenPGP\/MIME|S\/MIME|cryptographically) \w+)[^\n]*\.?$/i;

const nameFor = ({ name, type }: Leaf): string => {
  if (name !== '') return name;
  if (type.type === 'message/rfc822') return 'message.eml';
  return type.type === 'text/html' ? 'body.html' : type.type.startsWith('text/') ? 'body.txt' : 'part';
};

async function* readLeaf(leaf: Leaf, part: string, context: ExtractContext): AsyncGenerator<Extracted> {
  const { type, parameters } = leaf.type;
  yield* textPart(memberPart(part, '(name)'), leaf.name);
  if (leaf.body === null) {
    yield { kind: 'gap', part, reason: 'unsupported' };
    return;
  }
  if (/^application\/(?:x-)?pkcs7-mime$/.test(type) && parameters.get('smime-type') !== 'signed-data') {
    yield { kind: 'gap', part, reason: 'encrypted' };
    return;
  }
  // A detached signature: the signer's certificate, and numbers.
  if (/^application\/(?:x-)?pkcs7-signature$/.test(type) && leaf.body[0] === 0x30) {
    yield* textPart(part, stringsOf(leaf.body));
    return;
  }
  if (type === 'message/partial') yield { kind: 'gap', part, reason: 'partial' };
  if (leaf.body.length === 0) return;
  yield* context.recurse(labelled(leaf), leaf.name, part);
}

function labelled({ type, body }: Leaf): ByteSource {
  const bytes = body ?? new Uint8Array();
  const flowed = type.type === 'text/plain' && type.parameters.get('format')?.toLowerCase() === 'flowed';
  const source = byteSource(flowed ? unflowed(bytes) : bytes);
  const label = type.parameters.get('charset');
  const charset = label === undefined ? null : charsetOf(label);
  return charset === null ? source : labelledSource(source, charset);
}

/** Lines that end with a blank go on in the next (RFC 3676), except the one before a signature. */
function unflowed(bytes: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length);
  let length = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0;
    const end = byte === 0x0d && bytes[i + 1] === 0x0a ? 2 : byte === 0x0a ? 1 : 0;
    const soft = end > 0 && out[length - 1] === 0x20 && !(out[length - 2] === 0x2d && out[length - 3] === 0x2d);
    if (soft) i += end - 1;
    else out[length++] = byte;
  }
  return out.subarray(0, length);
}
