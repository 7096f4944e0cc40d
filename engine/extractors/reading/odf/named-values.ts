/** Values that an OpenDocument names itself (ODF 1.3 part 3, §7 and §13): fields, bookmarks, controls of forms. */
import type { Frame } from '../frame.ts';
import type { Element } from '../xml-walk.ts';

/** Fields by their element, and the attribute that names them. */
const FIELDS: Readonly<Record<string, string>> = {
  'user-field-get': 'name',
  'user-field-input': 'name',
  'variable-set': 'name',
  'variable-get': 'name',
  'variable-input': 'name',
  'database-display': 'column-name',
  'user-defined': 'name',
  'text-input': 'description',
  placeholder: 'description',
};

/** Longer stretches are sections, not values. */
const VALUE_LENGTH = 512;
const OPEN = 1000;

export function namedValues(frame: () => Frame, nextRecord: () => number) {
  const fields: { readonly key: string; readonly start: number; readonly frame: Frame }[] = [];
  const bookmarks = new Map<string, { readonly start: number; readonly frame: Frame }>();
  let record = 0;

  const declare = (target: Frame, start: number, key: string): void => {
    if (key === '' || target !== frame() || target.length - start > VALUE_LENGTH) return;
    record ||= nextRecord();
    target.field(start, target.length, { key, record });
  };
  const aside = (key: string, value: string): void => {
    record ||= nextRecord();
    frame().aside(value, { key, record });
  };

  return {
    open(element: Element): void {
      const { name } = element;
      const named = FIELDS[name];
      if (named !== undefined) fields.push({ key: element.attribute(named), start: frame().length, frame: frame() });
      else if (name === 'bookmark-start' && bookmarks.size < OPEN)
        bookmarks.set(element.attribute('name'), { start: frame().length, frame: frame() });
      else if (name === 'bookmark-end') {
        const bookmark = bookmarks.get(element.attribute('name'));
        bookmarks.delete(element.attribute('name'));
        if (bookmark !== undefined) declare(bookmark.frame, bookmark.start, element.attribute('name'));
      } else if (name === 'user-field-decl')
        aside(element.attribute('name'), element.attribute('string-value') || element.attribute('value'));
      else if (element.attribute('current-value') !== '' || element.attribute('label') !== '') {
        const value = element.attribute('current-value') || element.attribute('value');
        if (value !== '') aside(element.attribute('name'), value);
        frame().aside(element.attribute('label'));
      }
    },
    close(name: string): void {
      if (FIELDS[name] === undefined) return;
      const field = fields.pop();
      if (field !== undefined) declare(field.frame, field.start, field.key);
    },
    isOpen: (): boolean => fields.length > 0 || bookmarks.size > 0,
  };
}
