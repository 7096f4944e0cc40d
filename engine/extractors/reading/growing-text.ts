import { lastFrom } from './search.ts';

/** A text that grows piece by piece and is looked back at: neither costs more as it gets longer. */
export interface GrowingText {
  readonly length: number;
  write(piece: string): void;
  endsWith(char: string): boolean;
  /** Takes the last unit away. */
  dropLast(): void;
  slice(start: number, end?: number): string;
  /** All of it; empty then. */
  take(): string;
}

/** Units that are kept together at the end, where most is looked at. */
const TAIL = 4096;

export function growingText(): GrowingText {
  let pieces: string[] = [];
  let starts: number[] = [];
  let head = 0;
  let tail = '';

  const settle = (): void => {
    if (tail.length <= 2 * TAIL) return;
    const cut = tail.length - TAIL;
    pieces.push(tail.slice(0, cut));
    starts.push(head);
    head += cut;
    tail = tail.slice(cut);
  };

  return {
    get length() {
      return head + tail.length;
    },
    write(piece) {
      tail += piece;
      settle();
    },
    endsWith: (char) => tail.charAt(tail.length - 1) === char,
    dropLast() {
      tail = tail.slice(0, -1);
    },
    slice(start, end = head + tail.length) {
      if (start >= head) return tail.slice(start - head, Math.max(0, end - head));
      let text = '';
      const first = Math.max(
        0,
        lastFrom(starts, (at) => at, start),
      );
      for (let i = first; i < pieces.length && (starts[i] ?? 0) < end; i++) text += pieces[i];
      if (end > head) text += tail;
      const from = starts[first] ?? 0;
      return text.slice(start - from, end - from);
    },
    take() {
      const all = pieces.join('') + tail;
      pieces = [];
      starts = [];
      head = 0;
      tail = '';
      return all;
    },
  };
}
