/** The same words as the files that people move: each carrier hides them in its own way. */

import { gzipSync, strToU8, zipSync } from 'fflate';
import type { Gold } from '../document.ts';
import { pdfOf } from './pdf.ts';

export interface Carrier {
  readonly format: string;
  /** Formats of templates that it takes. */
  readonly takes: readonly string[];
  readonly carry: (text: string, name: string) => Uint8Array;
  /** What the carrier itself says. */
  readonly adds?: readonly Gold[];
}

export const CARRIERS: readonly Carrier[] = [
  { format: 'docx', takes: ['note'], carry: docxOf },
  { format: 'xlsx', takes: ['csv'], carry: xlsxOf },
  { format: 'pdf', takes: ['note'], carry: pdfOf },
  { format: 'rtf', takes: ['note'], carry: rtfOf },
  {
    format: 'eml',
    takes: ['note', 'csv'],
    carry: emlOf,
    adds: ['ward@example.org', 'records@example.org'].map((text) => ({ label: 'EMAIL', text, role: 'staff' })),
  },
  { format: 'zip', takes: ['csv', 'hl7v2', 'note'], carry: (text, name) => zipSync({ [name]: strToU8(text) }) },
  { format: 'gz', takes: ['csv', 'json'], carry: (text) => gzipSync(strToU8(text), { mtime: 0 }) },
];

const xmlText = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const SHEET = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

/** Word parts a line into runs wherever the cursor once stood: here after every seventh character. */
function docxOf(text: string): Uint8Array {
  const runs = (line: string) =>
    (line.match(/.{1,7}/gs) ?? []).map((run) => `<w:r><w:t xml:space="preserve">${xmlText(run)}</w:t></w:r>`).join('');
  const body = text
    .split('\n')
    .map((line) => `<w:p>${runs(line)}</w:p>`)
    .join('');
  return packed('word/document.xml', 'wordprocessingml.document.main', {
    'word/document.xml': `${HEAD}<w:document ${WORD}><w:body>${body}</w:body></w:document>`,
  });
}

/** Cells point into the table of shared strings, as Excel writes them. */
function xlsxOf(text: string): Uint8Array {
  const strings: string[] = [];
  const cell = (value: string, row: number, column: number): string => {
    strings.push(`<si><t>${xmlText(value)}</t></si>`);
    return `<c r="${String.fromCharCode(65 + column)}${row + 1}" t="s"><v>${strings.length - 1}</v></c>`;
  };
  const rows = text
    .trimEnd()
    .split('\n')
    .map(
      (line, row) =>
        `<row r="${row + 1}">${cellsOf(line)
          .map((value, i) => cell(value, row, i))
          .join('')}</row>`,
    );
  return packed('xl/workbook.xml', 'spreadsheetml.sheet.main', {
    'xl/workbook.xml': `${HEAD}<workbook ${SHEET} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet ${SHEET}><sheetData>${rows.join('')}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst ${SHEET} count="${strings.length}" uniqueCount="${strings.length}">${strings.join('')}</sst>`,
  });
}

/** The cells of a line that this folder's templates wrote: quoted where a comma stands in them. */
const cellsOf = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)]
    .slice(0, line.endsWith(',') ? undefined : -1)
    .map(([, cell = '']) => (cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell));

function packed(main: string, type: string, parts: Readonly<Record<string, string>>): Uint8Array {
  const all = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/${main}" ContentType="application/vnd.openxmlformats-officedocument.${type}+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="${main}"/></Relationships>`,
    ...parts,
  };
  const entries = Object.entries(all).map(([name, text]) => [name, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries), { mtime: '2026-01-01' });
}

/** Letters beyond ASCII as control words; a formatting word in the middle of each longer one. */
function rtfOf(text: string): Uint8Array {
  const escaped = text
    .replaceAll(/[\\{}]/g, '\\$&')
    .replaceAll(/[^\x00-\x7f]/g, (char) => `\\u${char.charCodeAt(0)}?`)
    .replaceAll(/([A-Za-z]{3})([A-Za-z]{3})/g, '$1\\b0 $2')
    .replaceAll('\n', '\\par\n');
  return strToU8(`{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Calibri;}}\\f0\\fs22 ${escaped}}`);
}

/** A short message with the text as a base64 attachment, and once more in quoted-printable. */
function emlOf(text: string, name: string): Uint8Array {
  const base64 = Buffer.from(text)
    .toString('base64')
    .replaceAll(/(.{76})/g, '$1\r\n');
  const boundary = '=_part_of_a_message';
  return strToU8(
    [
      'From: ward@example.org',
      'To: records@example.org',
      'Subject: as discussed',
      'MIME-Version: 1.0',
      `Content-Type: multipart/mixed; boundary="${boundary}"`,
      '',
      `--${boundary}`,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'The file is attached=2E',
      `--${boundary}`,
      `Content-Type: text/plain; charset=utf-8; name="${name}"`,
      'Content-Transfer-Encoding: base64',
      `Content-Disposition: attachment; filename="${name}"`,
      '',
      base64,
      `--${boundary}--`,
      '',
    ].join('\r\n'),
  );
}
