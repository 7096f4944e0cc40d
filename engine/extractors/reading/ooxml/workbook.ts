/** What a workbook says of all its sheets (ECMA-376 part 1, §18.2, §18.4, §18.8): strings, formats, names. */
import type { NumberFormat } from '../number-format.ts';
import type { Element } from '../xml-walk.ts';
import { walkText } from '../xml-walk.ts';

export interface Workbook {
  readonly date1904: boolean;
  /** Sheet names by the member that holds the sheet. */
  readonly sheets: ReadonlyMap<string, string>;
  /** Names of single cells, by sheet name and cell: `Intake!B2`. */
  readonly names: ReadonlyMap<string, string>;
  /** Everything in it that is text, for the reader. */
  readonly text: string;
}

export const NO_WORKBOOK: Workbook = { date1904: false, sheets: new Map(), names: new Map(), text: '' };

export function readWorkbook(xml: string, relationships: string): Workbook {
  const targets = new Map<string, string>();
  walkText(relationships, {
    open(element) {
      const target = element.attribute('Target').replace(/^\.?\//, '');
      targets.set(element.attribute('Id'), target.startsWith('xl/') ? target : `xl/${target}`);
    },
    text() {},
    close() {},
  });
  const sheets = new Map<string, string>();
  const names = new Map<string, string>();
  let date1904 = false;
  let name = '';
  let reference = '';
  let text = '';
  walkText(xml, {
    open(element) {
      if (element.name === 'workbookPr') date1904 = /^(?:1|true|on)$/.test(element.attribute('date1904'));
      else if (element.name === 'sheet') {
        const id = element.attributes().find(([local]) => local === 'id')?.[1] ?? '';
        sheets.set(targets.get(id) ?? id, element.attribute('name'));
        text += `${element.attribute('name')}\n`;
      } else if (element.name === 'definedName') {
        name = element.attribute('name');
        reference = '';
      } else if (element.name === 'fileSharing') text += `${element.attribute('userName')}\n`;
    },
    text(piece) {
      if (name !== '') reference += piece;
    },
    close(closed) {
      if (closed !== 'definedName') return;
      const cell = /^'?((?:[^'!]|'')+)'?!\$?([A-Z]{1,3})\$?(\d+)$/.exec(reference.trim());
      if (cell !== null) names.set(`${cell[1]?.replaceAll("''", "'")}!${cell[2]}${cell[3]}`, name);
      text += `${name}\t${reference}\n`;
      name = '';
    },
  });
  return { date1904, sheets, names, text };
}

export interface Styles {
  /** The number format of a cell's style. */
  formatOf(style: number): NumberFormat;
}

export const NO_STYLES: Styles = { formatOf: () => 0 };

export function readStyles(xml: string): Styles {
  const codes = new Map<number, string>();
  const formats: number[] = [];
  let inCellFormats = false;
  walkText(xml, {
    open(element) {
      if (element.name === 'numFmt') codes.set(numberOf(element, 'numFmtId'), element.attribute('formatCode'));
      else if (element.name === 'cellXfs') inCellFormats = true;
      else if (element.name === 'xf' && inCellFormats) formats.push(numberOf(element, 'numFmtId'));
    },
    text() {},
    close(name) {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return {
    formatOf(style) {
      const id = formats[style] ?? 0;
      return codes.get(id) ?? id;
    },
  };
}

const numberOf = (element: Element, attribute: string): number => Number(element.attribute(attribute)) || 0;

export interface SharedStrings {
  readonly all: readonly string[];
  /** Indices that a sheet has shown: the others are leftovers that no reader sees. */
  readonly shown: Set<number>;
}

/** Units of a long string that are shown again in further cells: a few cells must not make gigabytes of one. */
const SHOWN_AGAIN = 1024;

/** The string that a cell shows. */
export function showShared({ all, shown }: SharedStrings, index: number): string {
  const text = all[index] ?? '';
  const again = shown.has(index);
  shown.add(index);
  return again ? text.slice(0, SHOWN_AGAIN) : text;
}

/** The strings of a workbook, in order; phonetic hints are left out of each. */
export function readSharedStrings(xml: string): string[] {
  const strings: string[] = [];
  let current = '';
  let inText = false;
  let phonetic = false;
  walkText(xml, {
    open({ name }) {
      if (name === 't') inText = true;
      else if (name === 'rPh') phonetic = true;
      else if (name === 'si') current = '';
    },
    text(text) {
      if (inText && !phonetic) current += text;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') strings.push(unescaped(current));
    },
  });
  return strings;
}

/** `_x000D_` stands for the character (§22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;
