/** Presentations of PowerPoint 97 to 2003 (MS-PPT): texts of slides, notes and boxes, names, embedded objects. */
import { createDecoder } from '../../../charsets/decoder.ts';

export interface PptObject {
  /** zlib data behind its unpacked size, or the object itself. */
  readonly packed: boolean;
  readonly bytes: Uint8Array;
}

export interface PptHandler {
  text(text: string): void;
  object(object: PptObject): void;
}

/** Record types (§2.13.24). */
const TEXT_CHARS = 0x0fa0;
const TEXT_BYTES = 0x0fa8;
const C_STRING = 0x0fba;
const OLE_OBJECT = 0x1011;
const MAIN_MASTER = 0x03f8;

/** Records in records that are followed; deeper ones are read as one run. */
const DEPTH = 64;

/**
 * Reads every record of the stream, those of earlier versions of the document too. False where the
 * stream ends within a record.
 */
export function readPresentation(stream: Uint8Array, handler: PptHandler): boolean {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  let whole = true;
  const walk = (start: number, end: number, depth: number, masters: boolean): void => {
    for (let at = start; at + 8 <= end; ) {
      const head = view.getUint16(at, true);
      const type = view.getUint16(at + 2, true);
      const length = view.getUint32(at + 4, true);
      const from = at + 8;
      const to = Math.min(end, from + length);
      if (from + length > end) whole = false;
      if ((head & 0x0f) === 0x0f && depth < DEPTH) walk(from, to, depth + 1, masters || type === MAIN_MASTER);
      else read(type, head >> 4, stream.subarray(from, to), masters);
      at = to;
      // What is no record leads nowhere.
      if (length === 0 && type === 0) break;
    }
  };
  const read = (type: number, instance: number, data: Uint8Array, masters: boolean): void => {
    switch (type) {
      case TEXT_CHARS:
      case C_STRING: {
        const text = shown(createDecoder('utf-16le')?.decode(data) ?? '');
        if (!(masters && PROMPT.test(text))) handler.text(text);
        break;
      }
      case TEXT_BYTES: {
        // The low bytes of UTF-16.
        const text = shown(createDecoder('windows-1252')?.decode(data) ?? '');
        if (!(masters && PROMPT.test(text))) handler.text(text);
        break;
      }
      case OLE_OBJECT:
        handler.object(instance === 1 ? { packed: true, bytes: data.subarray(4) } : { packed: false, bytes: data });
        break;
      default:
    }
  };
  walk(0, stream.length, 0, false);
  return whole;
}

/** Prompts of masters that every presentation has. */
const PROMPT = /^Click to edit Master|^\*$/;

/** A paragraph ends with CR, a line with VT. */
const shown = (text: string): string => text.replaceAll(/[\r\v]/g, '\n').replaceAll('\0', '');
