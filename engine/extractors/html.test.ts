import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { html } from './html.ts';

const body = `<p>Ann <b>Exa</b>mple&nbsp;&amp; MRN&#58; 00&#x31;2345</p>
<table><tr><th>Name</th><th>DOB</th></tr><tr><td>Sample</td><td>1980-02-03</td></tr></table>`;

acceptExtractor(html, {
  file: `<!doctype html><html><body>${body}</body></html>`,
  reads: ['Ann Example\u00a0& MRN: 0012345', 'Sample', '1980-02-03'],
  declares: [
    ['Name', 'Sample'],
    ['DOB', '1980-02-03'],
  ],
  refuses: ['<Patient xmlns="http://hl7.org/fhir"/>', '<?xml version="1.0"?><a/>', 'a < b'],
  grow: (n) => `<!doctype html><html><body>${body.repeat(n + 1)}</body></html>`,
});

const declared = async (file: string): Promise<readonly (readonly string[])[]> =>
  (await read(file)).chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]));

test('form controls are declared by their label, else by their name', async () => {
  const fields = await declared(
    '<form><label for="a">Patient MRN:</label><input id="a" name="f1" value="0012345"><input name="dob" value="1980-02-03"><textarea name="note">free &lt;text&gt;</textarea></form>',
  );
  expect(fields).toContainEqual(['Patient MRN', '0012345']);
  expect(fields).toContainEqual(['dob', '1980-02-03']);
  expect(fields).toContainEqual(['note', 'free <text>']);
});

test('terms, row headings and two-column tables are labels', async () => {
  expect(await declared('<dl><dt>MRN:</dt><dd>0012345</dd></dl>')).toContainEqual(['MRN', '0012345']);
  expect(await declared('<table><tr><th>MRN</th><td>0012345</td></tr></table>')).toContainEqual(['MRN', '0012345']);
  expect(await declared('<table><tr><td>MRN:</td><td>0012345</td></tr></table>')).toContainEqual(['MRN', '0012345']);
});

test('comments, scripts, styles and attributes are read, and do not part the text around them', async () => {
  const { chunks } = await read(
    '<div data-mrn="0012345" title="Ann &amp; Bob">123-<span title="x">45</span>-6789<!-- c1 --><script>var a = "<s1>";</script></div>',
  );
  const text = chunks.map((chunk) => chunk.text).join('');
  for (const value of ['0012345', 'Ann & Bob', '123-45-6789', 'c1', 'var a = "<s1>";']) expect(text).toContain(value);
  expect(await declared('<div data-mrn="0012345">a</div>')).toContainEqual(['mrn', '0012345']);
});

test('tags that never end and a million of them take linear time', async () => {
  for (const file of [`<p>${'<a '.repeat(100_000)}`, `<p>${'<a b="'.repeat(50_000)}`, `<p>${'<!--'.repeat(50_000)}`]) {
    const { chunks } = await read(file);
    expect(chunks.map((chunk) => chunk.text).join('').length).toBeGreaterThan(100_000);
  }
});

test('pictures and files in the addresses of a page are read as what they are', async () => {
  const list = Buffer.from('Name,MRN,City\nAnn,0077777,Springfield\nBob,0054321,Shelbyville\n').toString('base64');
  const { chunks, gaps } = await read(
    `<p>Chart<img alt="scan" src="data:image/png;base64,iVBORw0KGgo="><a href="data:text/csv;base64,${list}">list</a></p>`,
  );
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('0077777');
  expect(chunks[0]?.text).toContain('scan');
  expect(chunks[0]?.text).not.toContain('iVBOR');
  expect(gaps).toEqual([{ part: 'embedded 1', reason: 'needs-ocr' }]);
});
