import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFormText, writeFormText } from './form-text.ts';

const field = fc.record({ label: fc.string({ unit: 'binary' }), value: fc.string({ unit: 'binary' }) });

test('whatever the labels and values are, they come back in their order', () => {
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const rows = readFormText(writeFormText(fields), []);
      expect(rows).toEqual(fields.map(({ label, value }) => ({ label, before: value, after: value, marks: [] })));
    }),
  );
});

const editOf = (text: string, was: string, becomes: string, from = 0) => {
  const start = text.indexOf(was, from);
  return { start, end: start + was.length, text: becomes };
};

test('values are changed in place; the same label twice and a label that was found shift nothing', () => {
  const text = writeFormText([
    { label: 'Patient Mary Quill', value: 'first\n"MRN" 48201937 🩺' },
    { label: 'Patient Mary Quill', value: 'second' },
    { label: '2', value: 'third' },
  ]);
  const rows = readFormText(text, [
    editOf(text, 'Mary Quill', '[PERSON_NAME]'),
    editOf(text, 'Mary Quill', '[PERSON_NAME]', 30),
    editOf(text, '48201937', '[MRN]'),
  ]);
  expect(rows).toEqual([
    {
      label: 'Patient Mary Quill',
      before: 'first\n"MRN" 48201937 🩺',
      after: 'first\n"MRN" [MRN] 🩺',
      marks: [{ start: 12, end: 20 }],
    },
    { label: 'Patient Mary Quill', before: 'second', after: 'second', marks: [] },
    { label: '2', before: 'third', after: 'third', marks: [] },
  ]);
});

test.each([
  ['reaches from a label into its value', { start: 2, end: 9, text: '[X]' }],
  ['takes out the structure', { start: 0, end: 1, text: '' }],
  ['cuts an escape in two', { start: 9, end: 10, text: '[X]' }],
])('where an edit %s, nothing is said', (_, edit) => {
  expect(readFormText('{"Note":"\\n12"}', [edit])).toBeNull();
});

test('a text of another kind has no rows', () => {
  expect(readFormText('[1]', [])).toBeNull();
});
