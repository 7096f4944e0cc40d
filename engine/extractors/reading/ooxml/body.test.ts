import { expect, test } from 'vitest';
import { byteSource } from '../../../charset.ts';
import { NO_LABELS } from '../../../layout.ts';
import { partWriter } from '../part-writer.ts';
import { walkXml } from '../xml-walk.ts';
import { bodyReader } from './body.ts';

const read = async (inner: string): Promise<{ text: string; fields: [string, string, number?][] }> => {
  const out = partWriter('');
  const body = bodyReader(out, NO_LABELS);
  const source = byteSource(new TextEncoder().encode(`<w:document>${inner}</w:document>`));
  for await (const _ of walkXml(source, body, () => out.drain()));
  body.finish();
  const [chunk] = [...out.end()];
  if (chunk?.kind !== 'text') return { text: '', fields: [] };
  const { text, fields } = chunk.chunk;
  return {
    text,
    fields: fields.map(({ key, start, end, record }) => [key, text.slice(start, end), record] as const) as never,
  };
};

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (...inner: string[]): string => `<w:p>${inner.join('')}</w:p>`;
const row = (...cells: string[]): string =>
  `<w:tr>${cells.map((cell) => `<w:tc>${paragraph(run(cell))}</w:tc>`).join('')}</w:tr>`;
const table = (...rows: string[][]): string => `<w:tbl>${rows.map((cells) => row(...cells)).join('')}</w:tbl>`;
const change = (kind: string, text: string): string =>
  `<w:${kind} w:author="Dora Doctor" w:date="2024-01-02T03:04:05Z">${text}</w:${kind}>`;

test('a value that is parted over runs, tabs and hyphens reads as one', async () => {
  const { text } = await read(
    paragraph(
      run('MRN 00'),
      '<w:proofErr w:type="spellStart"/>',
      run('12'),
      run('345'),
      '<w:r><w:tab/></w:r>',
      run('555'),
      '<w:r><w:noBreakHyphen/></w:r>',
      run('0123'),
    ),
  );
  expect(text).toBe('MRN 0012345\t555-0123\n');
});

test('a changed paragraph reads as it is, and as it was', async () => {
  const { text } = await read(
    paragraph(
      run('MRN 00123'),
      change('del', '<w:r><w:delText>45</w:delText></w:r>'),
      change('ins', run('99')),
      run(' of Ann'),
    ) + paragraph(run('untouched')),
  );
  const lines = text.split('\n');
  expect(lines).toContain('MRN 0012399 of Ann');
  expect(lines).toContain('MRN 0012345 of Ann');
  expect(lines).toContain('Dora Doctor');
  expect(lines.filter((line) => line === 'untouched')).toHaveLength(1);
});

test('what was moved away is still read', async () => {
  const { text } = await read(
    paragraph(change('moveFrom', run('Moved 0054321'))) + paragraph(change('moveTo', run('Moved 0054321'))),
  );
  expect(text.split('Moved 0054321')).toHaveLength(3);
});

test('of two alternatives only what the other does not say is read again, and a box parts no line', async () => {
  const box = (text: string): string => `<w:txbxContent>${paragraph(run(text))}</w:txbxContent>`;
  const either = (choice: string, fallback: string): string =>
    `<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>${box(choice)}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>${box(fallback)}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`;
  const same = await read(paragraph(run('Pat'), `<w:r>${either('Box 0012345', 'Box 0012345')}</w:r>`, run('ient')));
  expect(same.text).toBe('Patient\nBox 0012345\n');
  const other = await read(paragraph(`<w:r>${either('Box', 'Old 0054321')}</w:r>`));
  expect(other.text).toContain('Old 0054321');
  const inLine = await read(
    paragraph(
      run('Mood '),
      '<mc:AlternateContent><mc:Choice Requires="w16se"><w16se:symEx w16se:char="1F60A"/></mc:Choice><mc:Fallback><w:r><w:t>😊</w:t></w:r></mc:Fallback></mc:AlternateContent>',
      run(' good'),
    ),
  );
  expect(inLine.text).toBe('Mood 😊 good\n');
});

test('cells are named by the headings above or the labels beside them', async () => {
  const list = await read(
    table(['Name', 'MRN', 'City'], ['Ann Example', '0012345', 'Springfield'], ['Bob Sample', '0054321', '']),
  );
  expect(list.fields).toEqual([
    ['Name', 'Ann Example', 1],
    ['MRN', '0012345', 1],
    ['City', 'Springfield', 1],
    ['Name', 'Bob Sample', 2],
    ['MRN', '0054321', 2],
  ]);
  const form = await read(
    table(['Patient name:', 'Ann Example', 'DOB:', '02/03/1980'], ['MRN:', '0012345', 'Ward:', '4 West']),
  );
  expect(form.fields).toEqual([
    ['Patient name', 'Ann Example', 1],
    ['DOB', '02/03/1980', 1],
    ['MRN', '0012345', 1],
    ['Ward', '4 West', 1],
  ]);
  const pairs = await read(table(['Patient', 'Ann Example'], ['MRN', '0012345']));
  expect(pairs.fields).toContainEqual(['MRN', '0012345', 1]);
  const twoColumns = await read(table(['Patient', 'MRN'], ['Ann Example', '0012345'], ['Bob Sample', '0054321']));
  expect(twoColumns.fields).toContainEqual(['MRN', '0054321', 2]);
});

test('merged cells keep the columns in step', async () => {
  const merged = `<w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph(run('Ann Example'))}</w:tc><w:tc>${paragraph(run('0012345'))}</w:tc></w:tr>`;
  const { fields } = await read(`<w:tbl>${row('Last name', 'First name', 'MRN')}${merged}</w:tbl>`);
  expect(fields).toContainEqual(['MRN', '0012345', 1]);
});

test('a table within a cell, and a changed paragraph within one', async () => {
  const inner = table(['Name', 'DOB', 'MRN'], ['Ann', '02/03/1980', '0012345']);
  const { text, fields } = await read(
    `<w:tbl><w:tr><w:tc>${paragraph(run('outer'))}${inner}${paragraph()}</w:tc><w:tc>${paragraph(run('00'), change('del', '<w:r><w:delText>9</w:delText></w:r>'), run('1'))}</w:tc></w:tr></w:tbl>`,
  );
  expect(fields).toContainEqual(['MRN', '0012345', 1]);
  expect(text).toContain('001\t');
  expect(text).toContain('\n0091\n');
});

test('content controls, form fields, bookmarks and merge fields name their values', async () => {
  const { fields, text } = await read(
    [
      paragraph(
        run('Name: '),
        `<w:sdt><w:sdtPr><w:alias w:val="Patient name"/><w:tag w:val="pt"/></w:sdtPr><w:sdtContent>${run('Ann Example')}</w:sdtContent></w:sdt>`,
      ),
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="MRN"/><w:textInput><w:default w:val="0000000"/></w:textInput></w:ffData></w:fldChar></w:r>',
        '<w:r><w:instrText> FORMTEXT </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run('0012345'),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
      paragraph('<w:bookmarkStart w:id="1" w:name="DateOfBirth"/>', run('02/03/1980'), '<w:bookmarkEnd w:id="1"/>'),
      paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> MERGEFIELD "Home phone" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>',
        run('217-555-0123'),
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
      ),
    ].join(''),
  );
  expect(fields).toEqual([
    ['Patient name', 'Ann Example', 1],
    ['MRN', '0012345', 1],
    ['DateOfBirth', '02/03/1980', 1],
    ['Home phone', '217-555-0123', 1],
  ]);
  expect(text).toContain('0000000');
  expect(text).not.toContain('FORMTEXT');
});

test('alternative texts, links, names of pictures and symbols are read', async () => {
  const { text } = await read(
    paragraph(
      '<w:drawing><wp:docPr id="1" name="Picture 1" descr="Scan of Ann Example"/><pic:cNvPr id="0" name="ann-example-0012345.jpg"/></w:drawing>',
      '<w:r><w:instrText> HYPERLINK "mailto:ann@example.org" </w:instrText></w:r>',
      '<w:r><w:sym w:font="Symbol" w:char="F041"/></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>',
      run('x'),
    ),
  );
  for (const part of ['Scan of Ann Example', 'ann-example-0012345.jpg', 'mailto:ann@example.org', 'A x'])
    expect(text).toContain(part);
  expect(text).not.toContain('Picture 1');
});

test('thousands of branches and tables in one another are read without being followed', async () => {
  const depth = 5000;
  const { text } = await read(
    `${'<mc:AlternateContent><mc:Choice><w:tbl><w:tr><w:tc>'.repeat(depth)}${paragraph(run('deep 0012345'))}${'</w:tc></w:tr></w:tbl></mc:Choice></mc:AlternateContent>'.repeat(depth)}`,
  );
  expect(text).toContain('deep 0012345');
});
