/** Where a text was copied or dragged from, remembered by keyed hash: the later paste knows its source. */
import type { AttemptItem } from '../messages/attempt.ts';
import type { SourceMark, Sources } from '../messages/engine.ts';

export interface KnownSources {
  /** What an earlier life of this document knew. */
  restore(sources: Sources): void;
  /** Remembers the text as coming from the URL; resolves to what must be kept for the next life. */
  mark(text: string, url: string, now: number): Promise<SourceMark | null>;
  /** The newest source of any of the texts; null where none is known. */
  find(items: readonly AttemptItem[]): Promise<string | null>;
}

/** A clipboard is emptied by the next copy; histories keep a few. */
const KEPT = 64;
/** Shorter texts say nothing about where they come from. */
const LEAST = 4;

export const knownSources = (): KnownSources => {
  let key: Promise<CryptoKey> | null = null;
  const marks = new Map<string, SourceMark>();

  const digest = async (text: string): Promise<string | null> => {
    const plain = text.replaceAll('\r\n', '\n').trim();
    if (!key || plain.length < LEAST) return null;
    const signed = await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(plain));
    return [...new Uint8Array(signed)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };

  const keep = (mark: SourceMark) => {
    marks.delete(mark.digest);
    marks.set(mark.digest, mark);
    for (const oldest of marks.keys()) if (marks.size > KEPT) marks.delete(oldest);
  };

  return {
    restore(sources) {
      const bytes = Uint8Array.from(sources.key.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
      key ??= crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
      for (const mark of sources.marks) if (!marks.has(mark.digest)) keep(mark);
    },
    async mark(text, url, now) {
      const found = await digest(text);
      if (found === null) return null;
      const mark = { digest: found, url, time: now };
      keep(mark);
      return mark;
    },
    async find(items) {
      for (const { mediaType, content } of items) {
        if (typeof content !== 'string' || mediaType !== 'text/plain') continue;
        const found = await digest(content);
        const mark = found === null ? undefined : marks.get(found);
        if (mark) return mark.url;
      }
      return null;
    },
  };
};
