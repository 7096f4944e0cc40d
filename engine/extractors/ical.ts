/** Calendars (RFC 5545): what, when, where and with whom of each appointment, task and note. */
import { headText } from '../charset.ts';
import { defineExtractor } from '../define.ts';
import type { Field, Role } from '../types.ts';
import { type ContentLine, continues, writeLine } from './reading/content-lines.ts';
import { dataOfUri, embeddedFiles } from './reading/embedded.ts';
import { logicalLines } from './reading/line-stream.ts';
import { CHUNK, readable } from './reading/readable.ts';

export const ical = defineExtractor({
  name: 'ical',
  textLike: true,
  accepts: (head) => /^\s*BEGIN:VCALENDAR\s/i.test(headText(head)),
  async *extract(source, context) {
    const out = readable(context.part);
    const files = embeddedFiles();
    const component = componentReader(out.field);
    for await (const { lines, at } of logicalLines(source, continues)) {
      const line = writeLine(out, lines, at, ({ parameters, raw }) => {
        const data = /^BASE64$/i.test(parameters.get('ENCODING') ?? '') ? raw : dataOfUri(raw);
        if (data !== null) files.add(data, 'base64');
        return data !== null;
      });
      if (line !== null) component(line);
      if (out.length >= CHUNK) yield { kind: 'text', chunk: out.take(false) };
    }
    yield { kind: 'text', chunk: out.take(true) };
    yield* files.read(context);
  },
});

/** Who invites works there; who is invited may be anybody. */
const PEOPLE: Readonly<Record<string, Role>> = { ORGANIZER: 'staff', ATTENDEE: 'unknown', CONTACT: 'unknown' };

function componentReader(declare: (field: Field) => void): (line: ContentLine) => void {
  let record = 0;
  return ({ name, components, placed }) => {
    if (name === 'BEGIN') record++;
    const [value] = components;
    if (value === undefined || name === 'BEGIN' || name === 'END') return;
    const role = PEOPLE[name];
    if (role === undefined) {
      const end = components.at(-1)?.end ?? value.end;
      declare({ start: value.start, end, key: name.replace(/^X-/, ''), record });
      return;
    }
    const called = placed.get('CN');
    if (called !== undefined)
      declare({ start: called.start, end: called.end, key: name, infoType: 'PERSON_NAME', role, record });
    const address = /^mailto:/i.exec(value.text)?.[0].length;
    if (address !== undefined)
      declare({ start: value.start + address, end: value.end, key: name, infoType: 'EMAIL_ADDRESS', role, record });
  };
}
