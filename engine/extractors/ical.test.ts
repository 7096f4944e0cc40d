import generator from 'ical-generator';
import { expect, test } from 'vitest';
import { acceptExtractor, fieldText, read } from '../../test/support/accept-extractor.ts';
import { ical } from './ical.ts';

const event = `BEGIN:VEVENT
DTSTART:20240102T090000Z
SUMMARY:Ann Example\\, MRN 0012345
DESCRIPTION:follow-up for asthma\\n
 Phone 217-555-0123
ORGANIZER;CN="Doctor, Dora":mailto:dora@example.org
ATTENDEE;ROLE=REQ-PARTICIPANT;CN=Ann Example:mailto:ann@example.org
X-MRN:0077777
END:VEVENT
`;
const calendar = (events: string): string => `BEGIN:VCALENDAR\nVERSION:2.0\n${events}END:VCALENDAR\n`;

acceptExtractor(ical, {
  file: calendar(event),
  reads: ['Ann Example, MRN 0012345', 'follow-up for asthma\nPhone 217-555-0123'],
  declares: [
    ['ATTENDEE', 'Ann Example'],
    ['ATTENDEE', 'ann@example.org'],
    ['MRN', '0077777'],
  ],
  refuses: ['BEGIN:VCARD\n', 'SUMMARY:x\n'],
  grow: (n) => calendar(event.repeat(n + 1)),
});

test('who invites works there, who is invited may be anybody; one record an event', async () => {
  const { chunks } = await read(calendar(event + event));
  const fields = chunks.flatMap((chunk) => chunk.fields.map((field) => ({ ...field, value: fieldText(chunk, field) })));
  expect(fields.filter(({ value }) => value === 'Doctor, Dora')).toMatchObject([
    { infoType: 'PERSON_NAME', role: 'staff', record: 2 },
    { role: 'staff', record: 3 },
  ]);
  expect(fields.find(({ value }) => value === 'ann@example.org')).toMatchObject({
    infoType: 'EMAIL_ADDRESS',
    role: 'unknown',
  });
});

test('a calendar as a program writes it, with its long lines folded', async () => {
  const made = generator({ name: 'Ward 4' });
  made.createEvent({
    start: new Date(0),
    summary: `Visit of ${'Ann '.repeat(30)}Example, MRN 0012345`,
    description: 'bring the list\nof drugs; and the letter',
    location: '1 Main St, Springfield',
    organizer: { name: 'Dora Doctor', email: 'dora@example.org' },
    attendees: [{ name: 'Ann Example', email: 'ann@example.org' }],
  });
  const { chunks } = await read(made.toString());
  const text = chunks.map((chunk) => chunk.text).join('');
  for (const value of ['Example, MRN 0012345', 'list\nof drugs; and', '1 Main St, Springfield'])
    expect(text).toContain(value);
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('ann@example.org');
});

test('attachments are read as what they are', async () => {
  const list = Buffer.from('Name,MRN,City\nAnn,0099999,Springfield\nBob,0054321,Shelbyville\n').toString('base64');
  const folded = list.replaceAll(/.{60}/g, '$&\r\n ');
  const { chunks } = await read(
    calendar(
      `BEGIN:VEVENT\nATTACH;FMTTYPE=text/csv;ENCODING=BASE64;VALUE=BINARY:${folded}\nSUMMARY:after\nEND:VEVENT\n`,
    ),
  );
  expect(chunks.flatMap((chunk) => chunk.fields.map((field) => fieldText(chunk, field)))).toContain('0099999');
  expect(chunks[0]?.text).toContain('SUMMARY:after');
});
