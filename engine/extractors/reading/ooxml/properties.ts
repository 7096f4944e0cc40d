/** Document properties (ECMA-376 part 1, §22; part 2, §11), and targets of links outside. */
import type { PartWriter } from '../part-writer.ts';
import type { XmlHandler } from '../xml-walk.ts';

/** Properties that name who wrote, not of whom it is written. */
const PEOPLE: ReadonlySet<string> = new Set(['creator', 'lastModifiedBy', 'Manager']);

/** Core and extended properties: each element's text under the element's name. */
export function propertiesReader(out: PartWriter): XmlHandler {
  let name = '';
  let value = '';
  return {
    open(element) {
      name = element.name;
      value = '';
    },
    text(text) {
      value += text;
    },
    close(closed) {
      if (closed === name && value.trim() !== '') {
        const role = PEOPLE.has(name) ? { role: 'staff' as const } : {};
        out.declare(value, { key: PEOPLE.has(name) ? 'author' : name, ...role });
        out.write('\n');
      }
      value = '';
    },
  };
}

/** Custom properties: each value under the name that a user gave it. */
export function customPropertiesReader(out: PartWriter): XmlHandler {
  let key = '';
  let value = '';
  return {
    open(element) {
      if (element.name !== 'property') return;
      key = element.attribute('name');
      value = '';
    },
    text(text) {
      value += text;
    },
    close(name) {
      if (name !== 'property') return;
      out.write(`${key}: `);
      out.declare(value.trim(), { key, record: 1 });
      out.write('\n');
    },
  };
}

/** Targets outside the document: links, mail addresses, templates. */
export function relationshipsReader(out: PartWriter): XmlHandler {
  return {
    open(element) {
      if (element.attribute('TargetMode') === 'External') out.write(`${element.attribute('Target')}\n`);
    },
    text() {},
    close() {},
  };
}
