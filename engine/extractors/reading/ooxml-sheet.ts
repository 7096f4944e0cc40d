/** Text of SpreadsheetML (ECMA-376 part 1, §18.3 and §18.4): rows on lines, cells between tabs. */
import type { Field } from '../../types.ts';
import { isTag, nextToken } from './markup.ts';
import { decoded, type PartText } from './ooxml-body.ts';

export interface SharedStrings {
  readonly all: readonly string[];
  /** Indices that a sheet has shown: the others are leftovers that no reader sees. */
  readonly shown: Set<number>;
}

/** The strings of a workbook, in order; phonetic hints are left out of each. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  for (let at = 0; at < xml.length; ) {
    const token = nextToken(xml, at, true);
    if (token === null) break;
    at = token.after;
    if (isTag(token)) {
      const name = token.name.replace(/^.*:/, '');
      const opens = token.kind === 'open' && !token.selfClosed;
      if (name === 't') inText = opens;
      else if (name === 'rPh') phonetic = opens;
      else if (name === 'si') {
        if (token.kind === 'close' || token.selfClosed) strings.push(current);
        current = '';
      }
    } else if (inText && !phonetic) current += decoded(xml, token.start, token.end);
  }
  return strings;
}

/** A sheet as its rows. The first row names the columns where none of its cells is a number. */
export function readSheet(xml: string, strings: SharedStrings): PartText {
  let text = '';
  const fields: Field[] = [];
  const headings = new Map<string, string>();
  let row = 0;
  let column = '';
  let type = '';
  let value = '';
  let inValue = false;
  let numbers = false;

  const endCell = (): void => {
    const shown = type === 's' ? (strings.all[Number(value)] ?? '') : value;
    if (type === 's') strings.shown.add(Number(value));
    if (shown === '') return;
    const start = text.length;
    text += `${shown}\t`;
    if (row === 1) {
      numbers ||= type === '' || type === 'n';
      headings.set(column, shown.trim().slice(0, 80));
    } else {
      const key = headings.get(column);
      if (key !== undefined && key !== '') fields.push({ start, end: start + shown.length, key, record: row });
    }
  };

  for (let at = 0; at < xml.length; ) {
    const token = nextToken(xml, at, true);
    if (token === null) break;
    at = token.after;
    if (!isTag(token)) {
      if (inValue) value += decoded(xml, token.start, token.end);
      else if (token.kind === 'text' && xml.slice(token.start, token.end).trim() !== '')
        text += `${decoded(xml, token.start, token.end)}\n`;
      continue;
    }
    const name = token.name.replace(/^.*:/, '');
    const opens = token.kind === 'open';
    if (name === 'row') {
      if (opens) row++;
      else {
        text += '\n';
        if (row === 1 && numbers) headings.clear();
      }
    } else if (name === 'c' && opens) {
      const attribute = (wanted: string): string => {
        const found = token.attributes.find((each) => each.name === wanted);
        return found === undefined ? '' : xml.slice(found.start, found.end);
      };
      column = attribute('r').replace(/\d+$/, '');
      type = attribute('t');
      value = '';
    } else if (name === 'c') endCell();
    else if (name === 'v' || name === 't') inValue = opens && !token.selfClosed;
  }
  return { text, fields };
}
