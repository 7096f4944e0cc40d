/** Writes the files that a visitor of the town can drag, pick and attach. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { type Patient, summaryOf } from './patients.ts';

export interface TownFiles {
  readonly folder: string;
  /** Nobody's data. */
  readonly menu: string;
  /** One patient, as text. */
  readonly summary: string;
  /** Many patients, as a table. */
  readonly list: string;
  /** One patient, as a Word document. */
  readonly letter: string;
  /** The table and the letter in an archive. */
  readonly archive: string;
}

export const MENU = `Cafeteria, week 48

Monday     Lentil soup, rye bread
Tuesday    Vegetable curry, rice
Wednesday  Pasta with tomatoes and basil
Thursday   Baked potatoes, garden salad
Friday     Mushroom risotto
`;

export function writeTownFiles(people: readonly [Patient, ...Patient[]], folder = '.cache/town'): TownFiles {
  mkdirSync(folder, { recursive: true });
  const write = (name: string, content: string | Uint8Array) => {
    const path = resolve(folder, name);
    writeFileSync(path, content);
    return path;
  };
  const list = tableOf(people);
  const letter = docx(summaryOf(people[0]));
  return {
    folder: resolve(folder),
    menu: write('cafeteria-menu.txt', MENU),
    summary: write('discharge-summary.txt', summaryOf(people[0])),
    list: write('ward-list.csv', list),
    letter: write('referral-letter.docx', letter),
    archive: write('for-the-clinic.zip', zipSync({ 'ward-list.csv': strToU8(list), 'referral-letter.docx': letter })),
  };
}

const tableOf = (people: readonly Patient[]): string =>
  [
    'Patient Name,MRN,Date of Birth,Phone,Diagnosis',
    ...people.map((one) => [one.name, one.mrn, one.born, one.phone, one.problems[0]?.code ?? ''].join(',')),
    '',
  ].join('\r\n');

/** The smallest package that Word opens: ECMA-376 part 2 (relations, content types) and part 1 (a body of paragraphs). */
function docx(text: string): Uint8Array {
  const xml = (body: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${body}`);
  const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const paragraphs = text
    .split('\n')
    .map((line) => `<w:p><w:r><w:t xml:space="preserve">${escaped(line)}</w:t></w:r></w:p>`)
    .join('');
  const package2006 = 'http://schemas.openxmlformats.org/package/2006';
  return zipSync({
    '[Content_Types].xml': xml(
      `<Types xmlns="${package2006}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`,
    ),
    '_rels/.rels': xml(
      `<Relationships xmlns="${package2006}/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    ),
    'word/document.xml': xml(
      `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs}</w:body></w:document>`,
    ),
  });
}
