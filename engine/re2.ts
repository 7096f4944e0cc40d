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

export interface Re2Hit {
  /** Index of the pattern. */
  readonly pattern: number;
  readonly start: number;
  readonly end: number;
  /** The group `value`, or the whole match. */
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** Patterns compiled together. Hits are all that each pattern finds alone, leftmost first, without overlap. */
export interface Re2Scanner {
  scan(text: string): readonly Re2Hit[];
  free(): void;
}

export interface Re2 {
  /** Throws an Error with RE2's own words and the pattern's index where a pattern is not valid. */
  scanner(patterns: readonly Re2Pattern[]): Re2Scanner;
  /** Null where the pattern is valid and at most `maxProgram` instructions; else why not, in words. */
  problemOf(regex: string, maxProgram: number): string | null;
}

/** Bytes per gated block; the gate is asked once for each. */
const BLOCK = 1024;
/** Bounds of the lazy automata, in bytes: the gate's, and each exact pattern's. */
const GATE_MEMORY = 32 * 1024 * 1024;
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
  ): number;
  scanner_compile(scanner: number): number;
  scanner_scan(scanner: number, text: number, size: number, block: number, ascii: number): number;
  scanner_hits(scanner: number): number;
}

/** Synchronous, for realms that may not wait; the module is compiled by the host. */
export const loadRe2 = (module: WebAssembly.Module): Re2 => {
  const { exports } = new WebAssembly.Instance(module, importsOf(module));
  const wasm = exports as unknown as Exports;
  wasm._initialize();
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  let buffer = { pointer: 0, capacity: 0 };

  /** Writes text into the buffer and returns its size in bytes. The memory may have moved: views are made anew. */
  const write = (text: string): number => {
    const need = text.length * BYTES_PER_UNIT + 1;
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
          : wasm.scanner_add(scanner, gate, gateSize, exact, size, flags, maxLength * BYTES_PER_UNIT),
      ),
    );
    if (added < 0) throw new Error(`Pattern ${index} is not valid RE2: ${lastError()}: ${regex}`);
  };

  return {
    scanner(patterns) {
      const scanner = wasm.scanner_new(GATE_MEMORY, PATTERN_MEMORY);
      for (const [index, pattern] of patterns.entries()) add(scanner, pattern, index);
      if (!wasm.scanner_compile(scanner)) throw new Error('RE2 could not compile the patterns together.');
      return {
        scan(text) {
          const size = write(text);
          const ascii = size === text.length ? 1 : 0;
          const count = wasm.scanner_scan(scanner, buffer.pointer, size, BLOCK, ascii);
          return count === 0 ? [] : hitsOf(new Uint32Array(wasm.memory.buffer, wasm.scanner_hits(scanner), count * 5));
        },
        free: () => wasm.scanner_free(scanner),
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

const openRepeat = (least: string): string => {
  const count = Math.min(4, Number(least));
  return count === 0 ? '*' : count === 1 ? '+' : `{${count},}`;
};

const hitsOf = (raw: Uint32Array): Re2Hit[] => {
  const hits: Re2Hit[] = [];
  for (let i = 0; i + 4 < raw.length; i += 5) {
    const [pattern = 0, start = 0, end = 0, valueStart = 0, valueEnd = 0] = raw.subarray(i, i + 5);
    hits.push({ pattern, start, end, valueStart, valueEnd });
  }
  return hits.sort((a, b) => a.start - b.start || b.end - a.end || a.pattern - b.pattern);
};

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
