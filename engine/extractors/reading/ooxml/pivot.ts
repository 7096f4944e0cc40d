/** Caches of pivot tables (ECMA-376 part 1, §18.10): a copy of the table they were made from, also when that is gone. */
import type { PartWriter } from '../part-writer.ts';
import { type Element, walkText, type XmlHandler } from '../xml-walk.ts';

/** Values: strings, numbers, days, errors. */
const VALUES: ReadonlySet<string> = new Set(['s', 'n', 'd', 'e']);

/** Each value that the cache lists, under the name of its column. */
export function pivotDefinitionReader(out: PartWriter): XmlHandler {
  let key = '';
  return {
    open(element) {
      if (element.name === 'cacheField') {
        key = element.attribute('name');
        out.write(`${key}\n`);
      } else if (element.name === 'worksheetSource') out.write(`${element.attribute('sheet')}\n`);
      else if (VALUES.has(element.name)) declareValue(out, element, key, undefined);
    },
    text() {},
    close() {},
  };
}

/** The names of a cache's columns, in order. */
export function pivotColumns(xml: string): string[] {
  const columns: string[] = [];
  walkText(xml, {
    open(element) {
      if (element.name === 'cacheField') columns.push(element.attribute('name'));
    },
    text() {},
    close() {},
  });
  return columns;
}

/** Rows of which the values are not shared: each under its column. */
export function pivotRecordsReader(out: PartWriter, columns: readonly string[]): XmlHandler {
  let record = 0;
  let column = 0;
  return {
    open(element) {
      if (element.name === 'r') {
        record++;
        column = 0;
      } else if (element.name === 'x' || element.name === 'm' || element.name === 'b') column++;
      else if (VALUES.has(element.name)) declareValue(out, element, columns[column++] ?? '', record);
    },
    text() {},
    close() {},
  };
}

function declareValue(out: PartWriter, element: Element, key: string, record: number | undefined): void {
  const value = element.attribute('v').replace(/T00:00:00$/, '');
  if (value === '') return;
  if (key === '') out.write(value);
  else out.declare(value, record === undefined ? { key } : { key, record });
  out.write('\n');
}
