/** `chartward policy dataset build`: a file of identifiers to a keyed filter, and its line for the policy. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type DatasetHeader, datasetHasher, writeDataset } from '../dataset/file.ts';
import { FALSE_POSITIVES } from '../dataset/fuse-filter.ts';
import { kindOf, type SpellingKind, shapeOf, spell } from '../dataset/spelling.ts';
import { HIPAA_CLASSES, INFO_TYPES } from '../hipaa.ts';
import type { InfoType } from '../types.ts';
import { valuesOf } from './dataset-values.ts';
import { readWith } from './read-arguments.ts';
import { readKey } from './secret-file.ts';

const TAGS = ['patient', 'research-consent', 'staff', 'canary'];

export const DATASET_HELP = `Usage: chartward policy dataset build FILE --id ID --info-type TYPE --tag TAG --key-file FILE --out FILE

Makes a filter that knows the identifiers of FILE and names none of them. Case, accents and separators do
not matter. About 18 bits an identifier; one of ${FALSE_POSITIVES.toLocaleString('en')} other values is taken for one.

  --id ID                the dataset's name in the policy
  --info-type TYPE       what the identifiers are: MEDICAL_RECORD_NUMBER, PERSON_NAME, EMAIL_ADDRESS …
  --tag TAG              ${TAGS.join(', ')}
  --column NAME          FILE is a table (CSV, TSV) and the identifiers stand under this heading;
                         without it FILE has one identifier a line
  --key-file FILE        the pseudonymKey of the managed configuration: as plain text, or the JSON it stands in
  --out FILE             where the filter goes
  --url URL              where the filter will lie, for the line that is printed
  --inline               print the filter itself in that line instead (up to some 200,000 identifiers)

Prints the line for "detection": { "datasets": [ … ] } of the policy. Values that are too short to tell
anybody from anybody are left out and counted.

Exit code: 0 made, 2 error.
`;

interface Options {
  readonly file: string;
  readonly id: string;
  readonly infoType: InfoType;
  readonly tag: string;
  readonly column: string | null;
  readonly keyFile: string;
  readonly out: string;
  readonly url: string | null;
  readonly inline: boolean;
}

/** Characters of base64 that a policy may hold. */
const MOST_INLINE = 768 * 1024;

export async function buildDatasetFile(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') return fail(`${options}. See chartward policy dataset build --help.`);
  const key = await readKey(options.keyFile);
  if (typeof key === 'string') return fail(key);
  let collected: Collected;
  try {
    collected = await collect(options, key.key);
  } catch (error) {
    return fail(`${options.file}: ${sentenceOf(error)}`);
  }
  const { hashes, shapes, left, firstLeft } = collected;
  if (hashes.length === 0) return fail(`${options.file}: no ${options.infoType} in it that could be looked up`);
  const { bytes, header } = writeDataset(kindOf(options.infoType), key.key, hashes, shapes);
  const data = options.inline ? Buffer.from(bytes).toString('base64') : null;
  if (data !== null && data.length > MOST_INLINE)
    return fail(
      `--inline: the filter is ${data.length} characters long and a policy takes ${MOST_INLINE}; give a --url`,
    );
  try {
    await writeFile(options.out, bytes);
  } catch (error) {
    return fail(`${options.out}: ${sentenceOf(error)}`);
  }
  tell(told(header, bytes.length));
  if (left > 0) tell(`${left} left out: too short or no ${options.infoType} (the first on line ${firstLeft})`);
  for (const shape of header.dense)
    tell(
      `numbers of ${shape.slice(1)} digits: more than one in a hundred is an entry, so they are looked up only where a label or form says what they are`,
    );
  const { id, infoType, tag, url } = options;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const place = data === null ? { url: url ?? 'https://' } : { data };
  process.stdout.write(`${JSON.stringify({ id, infoType, tag, sha256, ...place })}\n`);
  return 0;
}

function readOptions(args: readonly string[]): Options | string {
  const parsed = readWith(() => parse(args));
  if (typeof parsed === 'string') return parsed;
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) return 'name one file of identifiers';
  for (const name of ['id', 'info-type', 'tag', 'key-file', 'out'] as const)
    if (values[name] === undefined) return `--${name} is missing`;
  const { id = '', tag = '', out = '' } = values;
  const infoType = INFO_TYPES.find((one) => one === values['info-type']);
  if (infoType === undefined || HIPAA_CLASSES[infoType] === null || HIPAA_CLASSES[infoType] === 'C')
    return `--info-type ${values['info-type']}: name an infoType that tells one person from another, such as MEDICAL_RECORD_NUMBER`;
  if (!TAGS.includes(tag)) return `--tag ${tag}: choose one of ${TAGS.join(', ')}`;
  if (!/^[a-z0-9][a-z0-9._-]{0,63}$/.test(id)) return `--id ${id}: 1 to 64 of a-z 0-9 . _ -`;
  if (values.inline === true && values.url !== undefined) return '--inline and --url: choose one';
  return {
    ...{ file, id, infoType, tag, out },
    column: values.column ?? null,
    keyFile: values['key-file'] ?? '',
    url: values.url ?? null,
    inline: values.inline === true,
  };
}

const parse = (args: readonly string[]) =>
  parseArgs({
    args: [...args],
    allowPositionals: true,
    strict: true,
    options: {
      id: { type: 'string' },
      'info-type': { type: 'string' },
      tag: { type: 'string' },
      column: { type: 'string' },
      'key-file': { type: 'string' },
      out: { type: 'string' },
      url: { type: 'string' },
      inline: { type: 'boolean' },
    },
  });

interface Collected {
  readonly hashes: BigUint64Array;
  readonly shapes: ReadonlyMap<string, number>;
  readonly left: number;
  /** Line or row of the first value that was left out. */
  readonly firstLeft: number;
}

async function collect({ file, column, infoType }: Options, key: string): Promise<Collected> {
  const kind: SpellingKind = kindOf(infoType);
  const hash = datasetHasher(key);
  const out = new Uint32Array(2);
  const shapes = new Map<string, number>();
  let words = new Uint32Array(2 ** 16);
  let [count, line, left, firstLeft] = [0, column === null ? 0 : 1, 0, 0];
  for await (const value of valuesOf(file, column)) {
    line++;
    if (value.trim() === '') continue;
    const spelled = spell(kind, value);
    if (spelled === null) {
      if (left++ === 0) firstLeft = line;
      continue;
    }
    if (2 * count === words.length) {
      const larger = new Uint32Array(2 * words.length);
      larger.set(words);
      words = larger;
    }
    hash(spelled, out);
    words.set(out, 2 * count++);
    if (kind === 'id' || kind === 'phone') shapes.set(shapeOf(spelled), (shapes.get(shapeOf(spelled)) ?? 0) + 1);
  }
  return { hashes: new BigUint64Array(words.buffer, 0, count), shapes, left, firstLeft };
}

const told = ({ entries }: DatasetHeader, bytes: number): string =>
  `${entries} entries, ${bytes} bytes; one of ${FALSE_POSITIVES} other values is taken for one`;

const sentenceOf = (error: unknown): string => {
  if (error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code)))
    return `cannot be read or written (${error.code}); check the path and your rights`;
  // What a parser says may quote the file.
  return error instanceof Error && error.message.startsWith('no column')
    ? error.message
    : 'is no table that can be read';
};

function fail(sentence: string): number {
  tell(sentence);
  return 2;
}

const tell = (line: string): void => {
  process.stderr.write(`chartward: ${line}\n`);
};
