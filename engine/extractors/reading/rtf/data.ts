/** Pictures, objects and stores inside RTF: bytes in hexadecimal, or raw. */
import { type GrowingBytes, growingBytes } from '../growing-bytes.ts';

export interface Embedded {
  readonly kind: 'picture' | 'object' | 'data';
  readonly bytes: Uint8Array;
  /** The control word that says what a picture is: `pngblip`. */
  readonly format: string;
}

export function rtfData(limit: number) {
  const found: Embedded[] = [];
  let bytes: GrowingBytes = growingBytes(limit);
  let left = limit;
  let nibble = -1;
  let full = false;

  return {
    found,
    /** True where some of it was more than the limit allows. */
    isFull: (): boolean => full,
    addHex(digits: Uint8Array): void {
      for (const digit of digits) {
        const value = hexValue(digit);
        if (value < 0) continue;
        if (nibble < 0) nibble = value;
        else {
          full = !bytes.push(nibble * 16 + value) || full;
          nibble = -1;
        }
      }
    },
    addRaw(raw: Uint8Array): void {
      full = !bytes.append(raw) || full;
    },
    end(kind: Embedded['kind'], format: string): void {
      if (bytes.length > 0) found.push({ kind, bytes: bytes.take(), format });
      left -= found.at(-1)?.bytes.length ?? 0;
      bytes = growingBytes(Math.max(0, left));
      nibble = -1;
    },
  };
}

function hexValue(digit: number): number {
  if (digit >= 0x30 && digit <= 0x39) return digit - 0x30;
  const letter = digit | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}
