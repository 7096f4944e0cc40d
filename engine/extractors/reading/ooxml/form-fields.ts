/**
 * Values that a document names itself (ECMA-376 part 1): content controls by their title or tag (§17.5.2),
 * form fields by their name (§17.16), bookmarks around a value (§17.13.6), variables and properties.
 */

import type { Frame } from '../frame.ts';
import type { Element } from '../xml-walk.ts';

interface Control {
  key: string;
  tag: string;
  start: number;
  readonly frame: Frame;
  inProperties: boolean;
}

/** Longer stretches are sections, not values. */
const VALUE_LENGTH = 512;

/** Bookmarks that are followed at a time. */
const BOOKMARKS = 1000;

export function formFields(frame: () => Frame, nextRecord: () => number) {
  const controls: Control[] = [];
  const bookmarks = new Map<string, { readonly key: string; readonly start: number; readonly frame: Frame }>();
  const complex: { key: string; start: number; readonly frame: Frame }[] = [];
  /** One document is about one person, as far as its blanks say. */
  let record = 0;

  const declare = (target: Frame, start: number, key: string): void => {
    if (key === '' || target !== frame() || target.length - start > VALUE_LENGTH) return;
    if (record === 0) record = nextRecord();
    const trimmed = target.text(start, target.length).replace(/\s+$/, '');
    target.field(start, start + trimmed.length, { key, record });
  };

  return {
    open(element: Element): void {
      const { name } = element;
      const control = controls.at(-1);
      switch (name) {
        case 'sdt':
          controls.push({ key: '', tag: '', start: 0, frame: frame(), inProperties: false });
          break;
        case 'sdtPr':
          if (control !== undefined) control.inProperties = true;
          break;
        case 'alias':
          if (control?.inProperties === true) control.key = element.attribute('val');
          break;
        case 'tag':
          if (control?.inProperties === true) control.tag = element.attribute('val');
          break;
        case 'sdtContent':
          if (control !== undefined) control.start = frame().length;
          break;
        case 'bookmarkStart': {
          const key = element.attribute('name');
          if (bookmarks.size < BOOKMARKS && !key.startsWith('_'))
            bookmarks.set(element.attribute('id'), { key, start: frame().length, frame: frame() });
          break;
        }
        case 'bookmarkEnd': {
          const bookmark = bookmarks.get(element.attribute('id'));
          bookmarks.delete(element.attribute('id'));
          if (bookmark !== undefined) declare(bookmark.frame, bookmark.start, bookmark.key);
          break;
        }
        case 'fldChar':
          switch (element.attribute('fldCharType')) {
            case 'begin':
              complex.push({ key: '', start: -1, frame: frame() });
              break;
            case 'separate': {
              const field = complex.at(-1);
              if (field !== undefined) field.start = frame().length;
              break;
            }
            case 'end': {
              const field = complex.pop();
              if (field !== undefined && field.start >= 0) declare(field.frame, field.start, field.key);
              break;
            }
          }
          break;
        case 'ffData':
        case 'name': {
          const field = complex.at(-1);
          const value = element.attribute('val');
          if (field !== undefined && name === 'name' && value !== '') field.key = value;
          break;
        }
        case 'default':
        case 'listEntry':
        case 'listItem':
          if (complex.length > 0 || controls.length > 0)
            frame().aside(element.attribute('val') || element.attribute('value'));
          break;
        case 'docVar':
          frame().aside(element.attribute('val'), { key: element.attribute('name') });
          break;
      }
    },
    close(name: string): void {
      const control = controls.at(-1);
      if (control === undefined) return;
      if (name === 'sdtPr') control.inProperties = false;
      else if (name === 'sdtContent') declare(control.frame, control.start, control.key || control.tag);
      else if (name === 'sdt') controls.pop();
    },
    /** True where the instruction only names the field whose result follows: MERGEFIELD, DOCPROPERTY, REF. */
    instruction(text: string): boolean {
      const field = complex.at(-1);
      const key = /^\s*(?:MERGEFIELD|DOCPROPERTY|DOCVARIABLE)\s+(?:"([^"]+)"|(\S+))/i.exec(text);
      if (field === undefined || key === null)
        return /^\s*(?:PAGE|NUMPAGES|FORMTEXT|TOC|PAGEREF|SEQ|DATE|TIME)\b/.test(text);
      field.key ||= key[1] ?? key[2] ?? '';
      return true;
    },
    /** True inside a value that has not ended. */
    isOpen: (): boolean => controls.length > 0 || bookmarks.size > 0 || complex.length > 0,
  };
}
