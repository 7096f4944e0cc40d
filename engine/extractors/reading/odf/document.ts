/** Any XML of an OpenDocument: text, sheets, and in flat files the pictures and objects within. */
import type { KnowsLabel } from '../../../layout.ts';
import type { EmbeddedFiles } from '../embedded.ts';
import type { PartWriter } from '../part-writer.ts';
import type { XmlHandler } from '../xml-walk.ts';
import { odfSheetReader } from './sheet-reader.ts';
import { odfTextReader } from './text-reader.ts';

/** Units of base64 of one picture or object. */
const KEPT = 64 * 1024 * 1024;

export function odfReader(
  out: PartWriter,
  knows: KnowsLabel,
  files: EmbeddedFiles,
): XmlHandler & { drain(): void; finish(): void } {
  const text = odfTextReader(out, knows);
  let sheet: ReturnType<typeof odfSheetReader> | null = null;
  let binary: string[] | null = null;
  let length = 0;
  /** Metadata stands in flat files beside the text. */
  let property: { readonly key: string; readonly role?: 'staff' } | null = null;
  let value = '';
  let inMeta = false;

  const meta = (): void => {
    if (property !== null && value.trim() !== '') {
      out.declare(value.trim(), property.role === undefined ? { ...property, record: 0 } : property);
      out.write('\n');
    }
    property = null;
    value = '';
  };

  return {
    open(element) {
      const { name } = element;
      if (name === 'binary-data') binary = [];
      else if (name === 'meta') inMeta = true;
      else if (inMeta) {
        value = '';
        const people = name === 'creator' || name === 'initial-creator' || name === 'printed-by';
        property = people ? { key: 'author', role: 'staff' } : { key: element.attribute('name') || name };
      } else if (name === 'spreadsheet') {
        text.finish();
        sheet = odfSheetReader(out, knows);
      } else (sheet ?? text).open(element);
    },
    text(piece) {
      if (binary !== null) {
        if (length < KEPT) binary.push(piece);
        length += piece.length;
      } else if (inMeta) value += piece;
      else (sheet ?? text).text(piece);
    },
    close(name) {
      if (name === 'binary-data') {
        if (binary !== null && length > 0) files.add(binary.join(''), 'base64', length > KEPT);
        binary = null;
        length = 0;
      } else if (name === 'meta') inMeta = false;
      else if (inMeta) meta();
      else if (name === 'spreadsheet') {
        sheet?.finish();
        sheet = null;
      } else (sheet ?? text).close(name);
    },
    drain(): void {
      if (sheet === null) text.drain();
    },
    finish(): void {
      sheet?.finish();
      text.finish();
    },
  };
}
