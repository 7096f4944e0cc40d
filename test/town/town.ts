/** The town's web sites on one port: `ehr.localhost`, `partner.localhost`, `ai.localhost`, `mail.localhost`. */
import { readFileSync } from 'node:fs';
import { type Answer, type Received, type Receiver, startReceiver } from '../support/receiver.ts';
import { type TownFiles, writeTownFiles } from './files.ts';
import { type Patient, patients, summaryOf } from './patients.ts';

export interface Town {
  readonly server: Receiver;
  readonly people: readonly [Patient, ...Patient[]];
  readonly files: TownFiles;
}

export const HOSTS = ['ehr', 'partner', 'ai', 'mail'] as const;

/** The managed configuration that the town's browsers get; destination URLs hold for any port. */
export const townPolicy = (): string => readFileSync('test/policies/town/policy.json', 'utf8');

export async function startTown(port?: number): Promise<Town> {
  const [first, ...rest] = patients(12);
  if (first === undefined) throw new Error('A town without patients.');
  const people = [first, ...rest] as const;
  const files = writeTownFiles(people);
  const sites = Object.fromEntries(HOSTS.map((host) => [`${host}.localhost`, `test/town/sites/${host}`]));
  const server = await startReceiver({
    sites: { ...sites, localhost: 'test/town/sites/start' },
    respond: (received) => respond(received, people, files),
    ...(port === undefined ? {} : { port }),
  });
  return { server, people, files };
}

function respond(received: Received, people: readonly [Patient, ...Patient[]], files: TownFiles): Answer | null {
  const json = { 'content-type': 'application/json' };
  switch (`${received.host}${received.path}`) {
    case 'ehr.localhost/patients.json':
      return { headers: json, body: JSON.stringify(people.map((one) => ({ ...one, summary: summaryOf(one) }))) };
    case 'localhost/town.json':
      return { headers: json, body: JSON.stringify({ folder: files.folder, summary: summaryOf(people[0]) }) };
    case 'ai.localhost/chat':
      return {
        headers: json,
        body: JSON.stringify({ reply: `I read ${received.body.length} bytes. How can I help further?` }),
      };
    default:
      return null;
  }
}
