/** Text of WordprocessingML and DrawingML (ECMA-376 part 1, §17 and §21): documents, headers, notes, slides. */
import type { Field } from '../../types.ts';
import { isTag, keepDecoded, nextToken, type Tag } from './markup.ts';
import { type Readable, readable } from './readable.ts';

export interface PartText {
  readonly text: string;
  readonly fields: readonly Field[];
}

/** Elements whose text a reader can see or recover: text, deleted text, field codes, values of properties. */
const TEXT: ReadonlySet<string> = new Set(['t', 'delText', 'instrText', 'delInstrText', 'text', 'v', 'f']);

/** Attributes that are shown to readers: alternative texts, authors, tooltips, names of document variables. */
const SHOWN: ReadonlySet<string> = new Set([
  'descr',
  'title',
  'author',
  'initials',
  'tooltip',
  'alt',
  'userId',
  'displayName',
  'string',
]);

/** One part's text: paragraphs on lines, cells between tabs. Offsets are into this text. */
export function readBody(xml: string): PartText {
  const out = readable('');
  let inText = false;
  let pendingBreak = false;
  let shown = '';
  let row: number[][] = [];
  let headings: string[] = [];
  let tableRow = 0;
  let record = 0;

  const write = (text: string): void => {
    out.put(text, out.length, out.length + text.length);
  };
  const paragraphBreak = (): void => {
    if (pendingBreak) write('\n');
    pendingBreak = false;
  };

  const open = (name: string, token: Tag): void => {
    for (const attribute of token.attributes) {
      const local = attribute.name.replace(/^.*:/, '');
      if (SHOWN.has(local) || (name === 'docVar' && local === 'val'))
        shown += `${decoded(xml, attribute.start, attribute.end)}\n`;
    }
    if (name === 'tbl') {
      headings = [];
      tableRow = 0;
    } else if (name === 'tr') row = [];
    else if (name === 'tc') {
      paragraphBreak();
      row.push([out.length, out.length]);
    } else if (name === 'tab') write('\t');
    else if (name === 'br' || name === 'cr') write('\n');
    else if (name === 'noBreakHyphen') write('-');
    if (TEXT.has(name) && !token.selfClosed) {
      paragraphBreak();
      inText = true;
    }
  };

  const endRow = (): void => {
    record++;
    const texts = row.map(([start = 0, end = 0]) => out.text(start, Math.min(end, start + 80)).trim());
    if (tableRow === 0 && row.length > 2) headings = texts;
    row.forEach(([start = 0, end = 0], i) => {
      const key = (row.length === 2 ? (i === 1 ? texts[0] : '') : tableRow > 0 ? headings[i] : '') ?? '';
      if (key !== '') out.field({ start, end, key: key.replace(/:$/, ''), record });
    });
    tableRow++;
  };

  const close = (name: string): void => {
    if (TEXT.has(name)) inText = false;
    if (name === 'p' || name === 'si' || name === 'comment') pendingBreak = true;
    else if (name === 'tc') {
      pendingBreak = false;
      const cell = row.at(-1);
      if (cell !== undefined) cell[1] = out.length;
      write('\t');
    } else if (name === 'tr') {
      endRow();
      write('\n');
    }
  };

  for (let at = 0; at < xml.length; ) {
    const token = nextToken(xml, at, true);
    if (token === null) break;
    at = token.after;
    if (!isTag(token)) {
      if (inText && token.kind !== 'comment') writeDecoded(out, xml, token.start, token.end);
    } else {
      const name = token.name.replace(/^.*:/, '');
      if (token.kind === 'open') open(name, token);
      if (token.kind === 'close' || token.selfClosed) close(name);
    }
  }
  if (shown !== '') write(`\n${shown}`);
  const { text, fields } = out.take(true);
  return { text, fields };
}

/** Targets outside the document: links and mail addresses. */
export function readRelationships(xml: string): PartText {
  let text = '';
  for (let at = 0; at < xml.length; ) {
    const token = nextToken(xml, at, true);
    if (token === null) break;
    at = token.after;
    if (token.kind !== 'open') continue;
    const value = (name: string): string => {
      const found = token.attributes.find((attribute) => attribute.name === name);
      return found === undefined ? '' : decoded(xml, found.start, found.end);
    };
    if (value('TargetMode') === 'External') text += `${value('Target')}\n`;
  }
  return { text, fields: [] };
}

/** A range of XML with its references decoded. */
export function decoded(xml: string, start: number, end: number): string {
  const out = readable('');
  keepDecoded(out, xml, start, end, 0);
  return out.take(true).text;
}

function writeDecoded(out: Readable, xml: string, start: number, end: number): void {
  const text = decoded(xml, start, end);
  out.put(text, out.length, out.length + text.length);
}
