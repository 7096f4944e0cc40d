/** Tables as people send them: whatever says what a value is, its values are found. On the whole engine. */
import { beforeAll, describe, expect, test } from 'vitest';
import { byteSource } from './charset.ts';
import { openEngine } from './cli/open-engine.ts';
import type { Engine } from './types.ts';

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine(() => undefined);
}, 120_000);

/** `TYPE value` of each identifier. */
const told = async (text: string): Promise<string[]> => {
  const content = byteSource(new TextEncoder().encode(text));
  const { findings } = await engine.inspect({ id: 'table', items: [{ name: 'table', mediaType: '', content }] });
  return findings
    .filter(({ hipaa, likelihood }) => hipaa !== null && !likelihood.endsWith('UNLIKELY'))
    .map(({ infoType, start, end }) => `${infoType} ${text.slice(start, end)}`);
};

const MARIA = ['MEDICAL_RECORD_NUMBER 0048291', 'PERSON_NAME Maria Garcia', 'DATE_OF_BIRTH 1985-03-07'];
const JOHN = ['MEDICAL_RECORD_NUMBER 0048292', 'PERSON_NAME John Okonkwo', 'DATE_OF_BIRTH 1990-01-02'];

const lines = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;

const rowOf = (html: string, ...cells: readonly string[]): string =>
  `<tr>${cells.map((cell) => html.replace('*', cell)).join('')}</tr>`;

const CELL = '<td>*</td>';
const PARAGRAPH = '<td style="x"><p class="MsoNormal"><span>*</span></p></td>';

const ONE: readonly (readonly [string, string])[] = [
  ['two rows of commas', lines('mrn,name,dob', '0048291,Maria Garcia,1985-03-07')],
  ['a title, a total', lines('Census report', 'mrn,name,dob', '0048291,Maria Garcia,1985-03-07', 'Total: 1')],
  ['semicolons', lines('MRN;Name;DOB', '0048291;Maria Garcia;1985-03-07')],
  ['a mail', lines('Hi all,', '', 'as asked:', 'MRN\tName\tDOB', '0048291\tMaria Garcia\t1985-03-07', '', 'Bye, J.')],
  ['Markdown', lines('See:', '| MRN | Name | DOB |', '|---|:---:|---:|', '| 0048291 | Maria Garcia | 1985-03-07 |')],
  ['bold Markdown', lines('**MRN** | **Name** | **DOB**', '--|--|--', '0048291 | Maria Garcia | 1985-03-07')],
  ['psql', lines('   mrn   |     name     |    dob', '---------+----+----', ' 0048291 | Maria Garcia | 1985-03-07')],
  ['MySQL', lines('+----+----+', '| mrn | name | dob |', '+----+----+', '| 0048291 | Maria Garcia | 1985-03-07 |')],
  ['blanks', lines('MRN       Name            DOB', '0048291   Maria Garcia    1985-03-07')],
  [
    'single blanks',
    lines('MRN     Name         DOB', '------- ------------ ----------', '0048291 Maria Garcia 1985-03-07'),
  ],
  ['indented', lines('  Ward 4', '     MRN   Name            DOB', ' 0048291   Maria Garcia    1985-03-07')],
  ['keys and commas', lines('MRN,0048291', 'Name,Maria Garcia', 'DOB,1985-03-07')],
  ['keys and tabs', lines('MRN\t0048291', 'Patient Name\tMaria Garcia', 'DOB\t1985-03-07')],
  ['keys and blanks', lines('MRN             0048291', 'Patient Name    Maria Garcia', 'DOB             1985-03-07')],
  ['labels in turn', lines('MRN\t0048291\tPatient Name\tMaria Garcia\tDOB\t1985-03-07')],
  [
    'HTML',
    `<table>${rowOf(CELL, 'MRN', 'Name', 'DOB')}${rowOf(CELL, '0048291', 'Maria Garcia', '1985-03-07')}</table>`,
  ],
  [
    'HTML from Word',
    `<table><tbody>${rowOf(PARAGRAPH, 'MRN', 'Name', 'DOB')}${rowOf(PARAGRAPH, '0048291', 'Maria Garcia', '1985-03-07')}</tbody></table>`,
  ],
  [
    'HTML with a title',
    `<table><tr><td colspan="3">Census</td></tr>${rowOf(CELL, 'MRN', 'Name', 'DOB')}${rowOf(CELL, '0048291', 'Maria Garcia', '1985-03-07')}${rowOf(CELL, 'Total', '1', '')}</table>`,
  ],
  [
    'an HTML form',
    `<table>${rowOf(CELL, 'MRN', '0048291')}${rowOf(CELL, 'Patient', 'Maria Garcia')}${rowOf(CELL, 'DOB', '1985-03-07')}</table>`,
  ],
  [
    'labels around controls',
    '<label>MRN <input value="0048291"></label><label>Full name <input value="Maria Garcia"></label><label>DOB <input value=1985-03-07></label>',
  ],
  [
    'labels before text',
    '<div><label>MRN</label><div class="v">0048291</div></div><div><span class=k>Patient</span><span class=v>Maria Garcia</span></div><p><b>DOB</b></p><p>1985-03-07</p>',
  ],
  ['JSON of columns and rows', '{"columns":["mrn","name","dob"],"rows":[["0048291","Maria Garcia","1985-03-07"]]}'],
  [
    'JSON of named columns',
    '{"columns":[{"name":"mrn"},{"name":"patient_name"},{"name":"dob"}],"data":[["0048291","Maria Garcia","1985-03-07"]]}',
  ],
  ['JSON of arrays', '[["mrn","name","dob"],["0048291","Maria Garcia","1985-03-07"]]'],
  ['JSON by column', '{"mrn":{"0":"0048291"},"name":{"0":"Maria Garcia"},"dob":{"0":"1985-03-07"}}'],
  [
    'JSON pairs',
    '[{"label":"MRN","value":"0048291"},{"value":"Maria Garcia","question":"Patient name"},{"type":"DOB","value":"1985-03-07"}]',
  ],
  ['XML', '<Patient><MRN>0048291</MRN><Name>Maria Garcia</Name><DOB>1985-03-07</DOB></Patient>'],
  [
    'XML fields',
    '<r><field name="MRN">0048291</field><field name="PatientName">Maria Garcia</field><param name="dob" value="1985-03-07"/></r>',
  ],
  [
    'XML pairs',
    '<r><i><key>MRN</key><value>0048291</value></i><i><key>Patient</key><value>Maria Garcia</value></i><i><key>DOB</key><value>1985-03-07</value></i></r>',
  ],
];

describe('one patient', () => {
  test.each(ONE)('%s', async (_, text) => {
    expect(await told(text)).toEqual(MARIA);
  });

  test.each(ONE)('%s: the redacted copy is nobody’s', async (_, text) => {
    const content = byteSource(new TextEncoder().encode(text));
    await engine.inspect({ id: 'copied', items: [{ name: 'table', mediaType: '', content }] });
    const { items } = await engine.transform('copied', [{ kind: 'redact', infoTypes: [] }]);
    const copy = items[0]?.content;
    if (!(copy instanceof Uint8Array)) throw new Error('There is no copy.');
    expect(new TextDecoder().decode(copy)).not.toMatch(/0048291|Garcia|1985/);
    expect(await told(new TextDecoder().decode(copy))).toEqual([]);
  });

  test('what a form sends is read in its own writing', async () => {
    for (const text of [
      'mrn=0048291&name=Maria+Garcia&dob=03%2F07%2F1985',
      'GET /p?mrn=0048291&name=Maria+Garcia&dob=03%2F07%2F1985 HTTP/1.1',
    ])
      expect(await told(text)).toEqual([
        'MEDICAL_RECORD_NUMBER 0048291',
        'PERSON_NAME Maria+Garcia',
        'DATE_OF_BIRTH 03%2F07%2F1985',
      ]);
    expect(await told('mailto:a@example.org?subject=SSN%20536-22-8841')).toContain(
      'US_SOCIAL_SECURITY_NUMBER 536-22-8841',
    );
  });
});

describe('two patients', () => {
  test.each<readonly [string, string]>([
    [
      'a row too short',
      lines('mrn,name,dob', '0048291,Maria Garcia,1985-03-07', '', '---', '0048292,John Okonkwo,1990-01-02', '2 rows'),
    ],
    ['tabs', lines('MRN\tName\tDOB', '0048291\tMaria Garcia\t1985-03-07', '0048292\tJohn Okonkwo\t1990-01-02')],
    [
      'JSON by column',
      '{"columns":["mrn","name","dob"],"data":[["0048291","Maria Garcia","1985-03-07"],["0048292","John Okonkwo","1990-01-02"]]}',
    ],
  ])('%s', async (_, text) => {
    expect(await told(text)).toEqual([...MARIA, ...JOHN]);
  });

  test('a nickname in doubled quotes is part of the name', async () => {
    const text = lines('name,mrn', '"Garcia, ""Mimi"" Maria",0048291', '"Okonkwo, John",0048292');
    expect(await told(text)).toContain('PERSON_NAME Garcia, ""Mimi"" Maria');
  });

  test('one column each', async () => {
    const text = lines('MRN,0048291,0048292', 'Name,Maria Garcia,John Okonkwo', 'DOB,1985-03-07,1990-01-02');
    expect((await told(text)).sort()).toEqual([...MARIA, ...JOHN].sort());
  });

  test('a comma too many moves the cells behind it', async () => {
    const text = lines(
      'mrn,name,address,dob',
      '0048291,Maria Garcia,12 Elm St, Apt 4,1985-03-07',
      '0048292,John Okonkwo,1 Oak Ave,1990-01-02',
    );
    expect(await told(text)).toEqual(expect.arrayContaining([...MARIA, ...JOHN]));
  });

  test('a list below its label', async () => {
    expect(await told('MRN:\n0048291\n0048292\n')).toEqual([
      'MEDICAL_RECORD_NUMBER 0048291',
      'MEDICAL_RECORD_NUMBER 0048292',
    ]);
    expect(await told('Patients:\n- Maria Garcia\n- John Okonkwo\n\nBring the Slides\n')).toEqual([
      'PERSON_NAME Maria Garcia',
      'PERSON_NAME John Okonkwo',
    ]);
    expect(await told('Patient name\nMaria Garcia\nOkonkwo, John\nAna Novak\n')).toHaveLength(3);
  });
});

test('a table far longer than what is scanned at once keeps its headings', async () => {
  const rows = Array.from(
    { length: 12_000 },
    (_, i) => `${4_000_000 + i} | Maria Garcia | ${1930 + (i % 70)}-03-07 | 4 West, bed ${i % 30}`,
  );
  const found = await told(`Census\n\nMRN | Name | DOB | Place\n${rows.join('\n')}\n`);
  expect(found.filter((one) => one.startsWith('MEDICAL_RECORD_NUMBER'))).toHaveLength(rows.length);
  expect(found.filter((one) => one.startsWith('DATE_OF_BIRTH'))).toHaveLength(rows.length);
});

describe('long files lose no value where they are cut', () => {
  const ROWS = 9_000;
  const numbers = Array.from({ length: ROWS }, (_, i) => String(4_000_000 + 7 * i));
  const many = (row: (mrn: string, day: string) => string): string =>
    numbers.map((mrn, i) => row(mrn, `19${30 + (i % 70)}-03-1${i % 10}`)).join('');

  test.each<readonly [string, string]>([
    ['CSV', `mrn,name,dob\n${many((mrn, day) => `${mrn},Maria Garcia,${day}\n`)}`],
    ['quoted CSV', `"mrn","name","dob"\n${many((mrn, day) => `"${mrn}","Garcia, Maria","${day}"\n`)}`],
    ['JSON', `[${many((mrn, day) => `{"mrn":"${mrn}","name":"Maria Garcia","dob":"${day}"},`)}{}]`],
    [
      'JSON rows',
      `{"columns":["mrn","name","dob"],"rows":[${many((mrn, day) => `["${mrn}","Maria Garcia","${day}"],`)}[]]}`,
    ],
    [
      'HTML',
      `<table>${rowOf(CELL, 'MRN', 'Name', 'DOB')}${many((mrn, day) => rowOf(CELL, mrn, 'Maria Garcia', day))}</table>`,
    ],
    [
      'HTML with headings',
      `<table>${rowOf('<th>*</th>', 'MRN', 'Name', 'DOB')}${many((mrn, day) => rowOf(CELL, mrn, 'Maria Garcia', day))}</table>`,
    ],
    ['XML', `<list>${many((mrn, day) => `<p><mrn>${mrn}</mrn><name>Maria Garcia</name><dob>${day}</dob></p>`)}</list>`],
  ])('%s', async (_, text) => {
    const found = (await told(text)).filter((one) => one.startsWith('MEDICAL_RECORD_NUMBER'));
    expect(found).toEqual(numbers.map((mrn) => `MEDICAL_RECORD_NUMBER ${mrn}`));
  });
});

test.each([
  ['prose', 'Please give name, phone, email.\nThen Wait, Someone Calls, Soon\nFirst, last, and always: rest.\n'],
  [
    'a table of things',
    '| Name | Type | Description |\n|---|---|---|\n| Alpha Beta | string | The Name |\n| Phone | Number | 17 |\n',
  ],
  [
    'code',
    'const first = last, next = 1;\nswitch (name | first | last) { case 1: return Odd; }\nstart: { line: 1, column: 12, offset: 0 },\n',
  ],
  [
    'a form without answers',
    '<form><label>First name</label><input name="firstName" id="lastName" class="patient" type="text" value=""><label>MRN</label><input name="mrn"></form>',
  ],
  [
    'names of controls',
    '<input name="lastName" value=""><input name=dob value=""><label for="mrn">MRN</label><select name="patient"></select>',
  ],
  ['a schema', '{"columns":["mrn","name","dob"],"rows":[]}'],
  ['a menu', 'Patients:\nAppointments\nMedical Records\n'],
])('%s is nobody’s', async (_, text) => {
  expect(await told(text)).toEqual([]);
});
