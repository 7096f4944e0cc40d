/**
 * The only file that knows the RE2 library: Google's RE2 in C++, built by `re2/build.ts`. Matching is
 * linear in the text, whatever the pattern. Text crosses once per call, as UTF-8; offsets come back as
 * UTF-16 units, for hits alone.
 */

export interface Re2Pattern {
  /** RE2 syntax; a group `(?P<value>…)` marks the part that is the value. */
  readonly regex: string;
  readonly caseInsensitive?: boolean;
  /** UTF-16 units of the longest match. */
  readonly maxLength: number;
}

/** What is found word by word, lower-case letters only, each at most 48. */
export interface Re2Lists {
  readonly words: readonly string[];
  /** Labels without what stands between their words: `dateofbirth`. Reported only where a digit follows within `LABEL_REACH`. */
  readonly labels: readonly string[];
  /** Endings of three letters or more. */
  readonly endings: readonly string[];
}

/** Told of each match; offsets in UTF-16 units. */
export interface Re2Visitor {
  /** `pattern`: its index. The value is the group of that name, or the whole match. */
  hit(pattern: number, start: number, end: number, valueStart: number, valueEnd: number): void;
  /** `index` counts words, then labels, then endings. */
  listed(index: number, start: number, end: number): void;
}

/** A stretch that may be text written in another way: escapes, base64 and its like, digits set apart. */
export interface Encoded {
  readonly kind: EncodedKind;
  readonly start: number;
  readonly end: number;
}

/** In the order of `re2/encoded.cc`. */
const ENCODED_KINDS = ['escaped', 'run', 'ascii85', 'hex-pairs', 'spread'] as const;
export type EncodedKind = (typeof ENCODED_KINDS)[number];

/**
 * Patterns compiled together. Hits are all that each pattern finds alone, leftmost first, without overlap.
 * They come first, by start, the longer before the shorter; listed words follow.
 */
export interface Re2Scanner {
  /** Returns where the text may be written in another way, in order. */
  scan(text: string, visitor: Re2Visitor): readonly Encoded[];
  /** Runs of letters and digits of the text that a sieve (`runHash`) may hold. */
  mentions(text: string, sieve: Uint32Array, found: (start: number, end: number) => void): void;
  free(): void;
}

/** Bits of the sieve that `mentions` takes: bit `runHash(run)` stands for a run. */
export const SIEVE_BITS = 16;

/** INVARIANT: the hash of `Mentions` in `re2/words.cc`: UTF-8, lower case. */
export const runHash = (run: string): number => {
  let hash = 0;
  for (const byte of new TextEncoder().encode(run.toLowerCase()))
    hash = (Math.imul(hash, 31) + (byte < 0x80 ? byte | 32 : byte)) | 0;
  return (hash ^ (hash >>> SIEVE_BITS)) & (2 ** SIEVE_BITS - 1);
};

export interface Re2 {
  /** Throws an Error with RE2's own words and the pattern's index where a pattern is not valid. */
  scanner(patterns: readonly Re2Pattern[], lists?: Re2Lists): Re2Scanner;
  /** Folds each unit as the table says; see `unit-folds.ts`. */
  folder(table: Uint16Array): (text: string) => { readonly text: string; readonly deep: boolean };
  /** Null where the pattern is valid and at most `maxProgram` instructions; else why not, in words. */
  problemOf(regex: string, maxProgram: number): string | null;
}

/** UTF-16 units after a label in which a digit must stand. */
export const LABEL_REACH = 120;
/** Bounds of the lazy automata, in bytes: each gate's, and each exact pattern's. */
const GATE_MEMORY = 16 * 1024 * 1024;
const PATTERN_MEMORY = 4 * 1024 * 1024;
/** A UTF-16 unit is at most three bytes of UTF-8. */
const BYTES_PER_UNIT = 3;

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer };
  _initialize(): void;
  alloc(size: number): number;
  release(pointer: number): void;
  pattern_check(source: number, length: number, flags: number, maxMemory: number): number;
  error_text(): number;
  error_size(): number;
  scanner_new(gateMemory: number, patternMemory: number): number;
  scanner_free(scanner: number): void;
  scanner_add(
    scanner: number,
    gate: number,
    gateSize: number,
    exact: number,
    exactSize: number,
    flags: number,
    reach: number,
    group: number,
  ): number;
  scanner_words(scanner: number, lines: number, size: number, labels: number, endings: number): void;
  scanner_compile(scanner: number): number;
  scanner_scan(scanner: number, text: number, size: number, ascii: number, labelReach: number): number;
  scanner_hits(scanner: number): number;
  scanner_listed(scanner: number): number;
  scanner_listed_count(scanner: number): number;
  scanner_encoded(scanner: number): number;
  scanner_encoded_count(scanner: number): number;
  scanner_mentions(scanner: number, text: number, size: number, ascii: number, sieve: number): number;
  fold(text: number, size: number, table: number): number;
}

/** Synchronous, for realms that may not wait; the module is compiled by the host. */
export const loadRe2 = (module: WebAssembly.Module): Re2 => {
  const { exports } = new WebAssembly.Instance(module, importsOf(module));
  const wasm = exports as unknown as Exports;
  wasm._initialize();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let buffer = { pointer: 0, capacity: 0 };
  const sieveAt = wasm.alloc(2 ** SIEVE_BITS / 8);

  /** Writes text into the buffer and returns its size in bytes. The memory may have moved: views are made anew. */
  const write = (text: string): number => {
    // Behind the text there is room for what ends a loop.
    const need = text.length * BYTES_PER_UNIT + 8;
    if (need > buffer.capacity) {
      if (buffer.pointer) wasm.release(buffer.pointer);
      const capacity = Math.max(need, 64 * 1024);
      buffer = { pointer: wasm.alloc(capacity), capacity };
      if (buffer.pointer === 0) throw new Error(`RE2: no memory for ${capacity} bytes of text.`);
    }
    return encoder.encodeInto(text, new Uint8Array(wasm.memory.buffer, buffer.pointer, buffer.capacity)).written;
  };

  const withString = <T>(text: string, use: (pointer: number, size: number) => T): T => {
    const bytes = encoder.encode(text);
    const pointer = wasm.alloc(bytes.length + 1);
    new Uint8Array(wasm.memory.buffer).set(bytes, pointer);
    try {
      return use(pointer, bytes.length);
    } finally {
      wasm.release(pointer);
    }
  };

  const lastError = (): string =>
    decoder.decode(new Uint8Array(wasm.memory.buffer, wasm.error_text(), wasm.error_size()));

  const add = (scanner: number, { regex, caseInsensitive, maxLength }: Re2Pattern, index: number): void => {
    const flags = caseInsensitive ? 1 : 0;
    const added = withString(relaxed(regex), (gate, gateSize) =>
      withString(regex, (exact, size) =>
        wasm.pattern_check(exact, size, flags, PATTERN_MEMORY) < 0
          ? -1
          : wasm.scanner_add(scanner, gate, gateSize, exact, size, flags, maxLength, groupOf(regex)),
      ),
    );
    if (added < 0) throw new Error(`Pattern ${index} is not valid RE2: ${lastError()}: ${regex}`);
  };

  /** A copy of what the library found: the visitor may scan in turn, and the memory may move. */
  const numbersAt = (pointer: number, count: number): Uint32Array =>
    new Uint32Array(wasm.memory.buffer, pointer, count).slice();

  return {
    scanner(patterns, lists = NO_LISTS) {
      const scanner = wasm.scanner_new(GATE_MEMORY, PATTERN_MEMORY);
      for (const [index, pattern] of patterns.entries()) add(scanner, pattern, index);
      const { words, labels, endings } = lists;
      withString([...words, ...labels, ...endings].join('\n'), (pointer, size) =>
        wasm.scanner_words(scanner, pointer, size, words.length, words.length + labels.length),
      );
      if (!wasm.scanner_compile(scanner)) throw new Error('RE2 could not compile the patterns together.');
      return {
        scan(text, visitor) {
          const size = write(text);
          const ascii = size === text.length ? 1 : 0;
          const count = wasm.scanner_scan(scanner, buffer.pointer, size, ascii, LABEL_REACH);
          const hits = numbersAt(wasm.scanner_hits(scanner), count * HIT);
          const listed = numbersAt(wasm.scanner_listed(scanner), wasm.scanner_listed_count(scanner) * LISTED);
          const encoded = numbersAt(wasm.scanner_encoded(scanner), wasm.scanner_encoded_count(scanner) * LISTED);
          for (let at = 0; at < hits.length; at += HIT) {
            const [pattern, start, end] = [hits[at] ?? 0, hits[at + 1] ?? 0, hits[at + 2] ?? 0];
            visitor.hit(pattern, start, end, hits[at + 3] ?? 0, hits[at + 4] ?? 0);
          }
          for (let at = 0; at < listed.length; at += LISTED)
            visitor.listed(listed[at] ?? 0, listed[at + 1] ?? 0, listed[at + 2] ?? 0);
          return encodedOf(encoded);
        },
        mentions(text, sieve, found) {
          const size = write(text);
          new Uint32Array(wasm.memory.buffer, sieveAt, sieve.length).set(sieve);
          const count = wasm.scanner_mentions(scanner, buffer.pointer, size, size === text.length ? 1 : 0, sieveAt);
          const listed = numbersAt(wasm.scanner_listed(scanner), count * LISTED);
          for (let at = 0; at < listed.length; at += LISTED) found(listed[at + 1] ?? 0, listed[at + 2] ?? 0);
        },
        free: () => wasm.scanner_free(scanner),
      };
    },
    folder(table) {
      const at = wasm.alloc(table.byteLength);
      new Uint16Array(wasm.memory.buffer, at, table.length).set(table);
      return (text) => {
        const size = write(text);
        if (size === text.length) return { text, deep: false };
        const [folded = 0, changed, deep] = numbersAt(wasm.fold(buffer.pointer, size, at), 3);
        const bytes = new Uint8Array(wasm.memory.buffer, buffer.pointer, folded);
        return { text: changed === 1 ? decoder.decode(bytes) : text, deep: deep === 1 };
      };
    },
    problemOf(regex, maxProgram) {
      const size = withString(regex, (pointer, length) => wasm.pattern_check(pointer, length, 0, PATTERN_MEMORY));
      if (size < 0) return lastError();
      return size > maxProgram ? `the pattern needs ${size} instructions; ${maxProgram} are allowed` : null;
    },
  };
};

/**
 * A gate that matches wherever the pattern does, with far fewer states: bounded repeats are opened
 * (`\d{5,10}` → `\d{4,}`) and groups do not capture.
 */
export const relaxed = (regex: string): string => {
  let gate = '';
  let inClass = false;
  for (let i = 0; i < regex.length; i++) {
    const c = regex.charAt(i);
    if (c === '\\') {
      gate += c + regex.charAt(++i);
    } else if (inClass) {
      // A `]` right after `[` or `[^` is a literal; POSIX classes such as [:alpha:] hold one of their own.
      const posix = c === '[' ? /^\[:\^?\w+:\]/.exec(regex.slice(i)) : null;
      gate += posix ? posix[0] : c;
      if (posix) i += posix[0].length - 1;
      else if (c === ']') inClass = false;
    } else if (c === '[') {
      const opening = /^\[\^?\]?/.exec(regex.slice(i))?.[0] ?? '[';
      gate += opening;
      i += opening.length - 1;
      inClass = true;
    } else if (c === '(' && regex.startsWith('(?P<', i)) {
      gate += '(?:';
      i = regex.indexOf('>', i);
    } else if (c === '(' && regex.charAt(i + 1) !== '?') {
      gate += '(?:';
    } else if (c === '{') {
      const repeat = /^\{(\d+)(?:,(\d*))?\}/.exec(regex.slice(i));
      gate += repeat ? openRepeat(repeat[1] ?? '0') : c;
      i += repeat ? repeat[0].length - 1 : 0;
    } else {
      gate += c;
    }
  }
  return gate;
};

/** Patterns that begin with a number or a sign, and all others: apart, their automata stay small. */
const groupOf = (_regex: string): number => 0;

const openRepeat = (least: string): string => {
  const count = Math.min(4, Number(least));
  return count === 0 ? '*' : count === 1 ? '+' : `{${count},}`;
};

const encodedOf = (raw: Uint32Array): Encoded[] => {
  const found: Encoded[] = [];
  for (let at = 0; at < raw.length; at += LISTED) {
    const kind = ENCODED_KINDS[raw[at] ?? 0];
    if (kind !== undefined) found.push({ kind, start: raw[at + 1] ?? 0, end: raw[at + 2] ?? 0 });
  }
  return found;
};

const NO_LISTS: Re2Lists = { words: [], labels: [], endings: [] };
/** Numbers per hit and per listed word. */
const HIT = 5;
const LISTED = 3;

/** The library asks for WASI functions that it never needs; each answers "done" and does nothing. */
const importsOf = (module: WebAssembly.Module): WebAssembly.Imports => {
  const imports: Record<string, Record<string, () => number>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    const functions = imports[from] ?? {};
    functions[name] = () => 0;
    imports[from] = functions;
  }
  return imports;
};
