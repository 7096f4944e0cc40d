import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { xml } from './xml.ts';

const row = '<patient id="0012345"><name>Ann &#69;xample</name><note><![CDATA[a < b]]></note><!-- c1 --></patient>\n';

acceptExtractor(xml, {
  file: `<?xml version="1.0"?>\n<patients>${row}${row}</patients>`,
  reads: ['0012345', 'Ann Example', 'a < b', 'c1'],
  declares: [
    ['patient id', '0012345'],
    ['name', 'Ann Example'],
  ],
  refuses: ['{"a":"<b>"}', 'a < b > c'],
  grow: (n) => `<?xml version="1.0"?>\n<patients>${row.repeat(n + 1)}</patients>`,
});

const fieldsOf = async (file: string) =>
  (await read(file)).chunks.flatMap((chunk) =>
    chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })),
  );

test('C-CDA: the patient, the guardian and the author are told apart', async () => {
  const fields = await fieldsOf(`<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole>
    <id extension="998991" root="2.16.840.1.113883.19.5"/><patient><name><given>Ann</given><family>Example</family></name>
    <birthTime value="19800203"/><guardian><guardianPerson><name><given>Bob</given></name></guardianPerson></guardian>
    </patient></patientRole></recordTarget><author><assignedAuthor><assignedPerson><name><family>Doctor</family></name>
    </assignedPerson></assignedAuthor></author></ClinicalDocument>`);
  const of = (value: string) => fields.find((field) => field.value === value);
  expect(of('998991')).toMatchObject({ infoType: 'MEDICAL_RECORD_NUMBER', role: 'patient' });
  expect(of('Ann')).toMatchObject({ infoType: 'PERSON_NAME', role: 'patient' });
  expect(of('19800203')).toMatchObject({ infoType: 'DATE_OF_BIRTH', role: 'patient' });
  expect(of('Bob')).toMatchObject({ infoType: 'PERSON_NAME', role: 'relative' });
  expect(of('Doctor')).toMatchObject({ infoType: 'PERSON_NAME', role: 'provider' });
});

test('C-CDA: times of acts and numbers of systems', async () => {
  const fields = await fieldsOf(`<ClinicalDocument xmlns="urn:hl7-org:v3"><effectiveTime value="20240105"/>
    <recordTarget><patientRole><id root="2.16.840.1.113883.4.1" extension="536481293"/></patientRole></recordTarget>
    <author><time value="20240106"/><assignedAuthor><id root="2.16.840.1.113883.4.6" extension="1234567893"/>
    </assignedAuthor></author><componentOf><encompassingEncounter><id extension="E55012" root="1.2"/><effectiveTime>
    <low value="20240101"/><high value="20240104"/></effectiveTime></encompassingEncounter></componentOf>
    <component><observation><value value="20240299" unit="mg"/></observation></component></ClinicalDocument>`);
  expect(fields.flatMap(({ value, infoType }) => (infoType === undefined ? [] : [`${infoType} ${value}`]))).toEqual([
    'DATE 20240105',
    'US_SOCIAL_SECURITY_NUMBER 536481293',
    'DATE 20240106',
    'US_HEALTHCARE_NPI 1234567893',
    'ENCOUNTER_NUMBER E55012',
    'ADMISSION_DATE 20240101',
    'DISCHARGE_DATE 20240104',
  ]);
});

test('a document may begin with any processing instruction', async () => {
  const { chunks } = await read(
    '<?xml-stylesheet type="text/xsl" href="a.xsl"?>\n<!-- c -->\n<a><mrn>0012345</mrn></a>',
  );
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => [field.key, fieldText(chunk, field)]))).toContainEqual([
    'mrn',
    '0012345',
  ]);
});

test('FHIR in XML', async () => {
  const fields = await fieldsOf(
    '<Patient xmlns="http://hl7.org/fhir"><name><family value="Example"/><given value="Ann"/></name><birthDate value="1980-02-03"/></Patient>',
  );
  expect(fields.map(({ value, infoType }) => [value, infoType])).toEqual(
    expect.arrayContaining([
      ['Example', 'PERSON_NAME'],
      ['Ann', 'PERSON_NAME'],
      ['1980-02-03', 'DATE_OF_BIRTH'],
    ]),
  );
});

test('entities that a document defines are not expanded', async () => {
  const lol = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "&c;&c;&c;"><!ENTITY c "0012345">]><a>&b;&b;</a>';
  const text = (await read(lol)).chunks.map((chunk) => chunk.text).join('');
  expect(text.length).toBeLessThan(lol.length + 10);
  expect(text).toContain('0012345');
});

test('FHIR in XML: what an identifier says of itself', async () => {
  const fields = await fieldsOf(
    '<Patient xmlns="http://hl7.org/fhir"><identifier><type><coding><system value="http://terminology.hl7.org/CodeSystem/v2-0203"/><code value="SS"/></coding></type><value value="536481293"/></identifier><identifier><value value="0012345"/></identifier><telecom><system value="fax"/><value value="217-555-0199"/></telecom></Patient>',
  );
  expect(fields.map(({ value, infoType }) => [value, infoType])).toEqual(
    expect.arrayContaining([
      ['536481293', 'US_SOCIAL_SECURITY_NUMBER'],
      ['0012345', 'MEDICAL_RECORD_NUMBER'],
      ['217-555-0199', 'FAX_NUMBER'],
    ]),
  );
});

test('C-CDA: telephones, names in one piece, participants by their class', async () => {
  const fields = await fieldsOf(`<ClinicalDocument xmlns="urn:hl7-org:v3"><recordTarget><patientRole>
    <telecom use="HP" value="tel:+1(217)555-0123"/><telecom value="mailto:ann@example.org"/><patient><name>Ann Example</name></patient>
    <providerOrganization><name>Some Clinic</name><telecom value="fax:217-555-0199"/></providerOrganization></patientRole></recordTarget>
    <participant typeCode="IND"><associatedEntity classCode="NOK"><telecom value="217-555-0188"/><associatedPerson><name><given>Bob</given></name></associatedPerson></associatedEntity></participant>
    <participant typeCode="IND"><associatedEntity classCode="PROV"><associatedPerson><name><given>Dora</given></name></associatedPerson></associatedEntity></participant>
    <informant><relatedEntity classCode="PRS"><relatedPerson><name><family>Sample</family></name></relatedPerson></relatedEntity></informant>
    <legalAuthenticator><assignedEntity><id root="1.2" extension="D55"/><assignedPerson><name>Otto Other</name></assignedPerson></assignedEntity></legalAuthenticator></ClinicalDocument>`);
  expect(
    fields.flatMap(({ value, infoType, role }) => (infoType === undefined ? [] : [[value, infoType, role]])),
  ).toEqual([
    ['tel:+1(217)555-0123', 'PHONE_NUMBER', 'patient'],
    ['mailto:ann@example.org', 'EMAIL_ADDRESS', 'patient'],
    ['Ann Example', 'PERSON_NAME', 'patient'],
    ['fax:217-555-0199', 'FAX_NUMBER', 'provider'],
    ['217-555-0188', 'PHONE_NUMBER', 'relative'],
    ['Bob', 'PERSON_NAME', 'relative'],
    ['Dora', 'PERSON_NAME', 'provider'],
    ['Sample', 'PERSON_NAME', 'relative'],
    ['D55', 'UNIQUE_ID', 'provider'],
    ['Otto Other', 'PERSON_NAME', 'provider'],
  ]);
});

test('tables of narrative text name their cells', async () => {
  const fields = await fieldsOf(
    '<ClinicalDocument><text><table><thead><tr><th>Provider</th><th>MRN</th></tr></thead><tbody><tr><td>Dora</td><td>0012345</td></tr></tbody></table></text></ClinicalDocument>',
  );
  expect(fields.map(({ key, value }) => [key, value.trim()])).toContainEqual(['MRN', '0012345']);
});

test('a document that is carried in base64 is read as what it is, in one piece or many', async () => {
  const list = (rows: number): string =>
    Buffer.from(`Name,MRN,City\nAnn,0077777,Springfield\n${'Bob,0054321,Shelbyville\n'.repeat(rows)}`)
      .toString('base64')
      .replaceAll(/.{76}/g, '$&\n');
  for (const rows of [3, 30_000]) {
    const { chunks } = await read(
      `<ClinicalDocument><component><nonXMLBody><text mediaType="text/csv" representation="B64">\n${list(rows)}\n</text></nonXMLBody></component></ClinicalDocument>`,
    );
    const found = chunks.flatMap((chunk) => chunk.fields.map((field) => [chunk.part, fieldText(chunk, field)]));
    expect(found).toContainEqual(['embedded 1', '0077777']);
  }
  const attribute = await read(
    `<Binary xmlns="http://hl7.org/fhir"><contentType value="text/csv"/><data value="${list(3).replaceAll('\n', '')}"/></Binary>`,
  );
  expect(attribute.chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain(
    '0077777',
  );
});
