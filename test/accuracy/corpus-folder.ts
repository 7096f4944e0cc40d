/**
 * Reads a folder of corpora: `structured/<format>/{docs/*, gold.jsonl}`, `containers/gold.jsonl` beside its
 * files, `spans/*.jsonl`, `benign/**`, `containers_thirdparty/**`, `clinical/*.jsonl`. What a folder does not
 * have is left out.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { byteSource } from '../../engine/charset.ts';
import type { Document, Gold } from './document.ts';

export function* readCorpus(root: string): Generator<Document> {
  for (const format of foldersIn(join(root, 'structured'))) {
    for (const line of linesOf<Labelled>(join(root, 'structured', format, 'gold.jsonl')))
      yield fileOf(root, line.file, `structured/${format}`, format, goldOf(line.spans ?? line.values ?? []));
  }
  const containers = linesOf<Labelled>(join(root, 'containers', 'gold.jsonl'));
  for (const { file, values = [] } of containers) {
    const document = fileOf(root, file, 'containers', extensionOf(file), goldOf(values));
    yield values.length === 0 ? { ...document, benign: 'container' } : document;
  }
  for (const path of filesIn(join(root, 'spans'))) yield* notesOf(path);
  for (const path of filesIn(join(root, 'clinical')))
    for (const [i, { id, note = '' }] of linesOf<{ id?: string; note?: string }>(path).entries())
      yield textOf('clinical', id ?? String(i), note, null, new Set());
  for (const path of filesIn(join(root, 'containers_thirdparty')))
    yield fileOf(root, relative(root, path), 'containers_thirdparty', extensionOf(path), null);
  for (const path of filesIn(join(root, 'benign'))) {
    const kind = relative(join(root, 'benign'), path).split(sep)[0] ?? '';
    yield { ...fileOf(root, relative(root, path), `benign/${kind}`, extensionOf(path), null), benign: kind };
  }
}

interface Labelled {
  readonly file: string;
  readonly spans?: readonly (Gold & { readonly weak?: boolean; readonly byteStart?: number })[];
  readonly values?: readonly Gold[];
}

/** What a placeholder or a value too short to look like its type says is not held against anybody. */
const goldOf = (spans: NonNullable<Labelled['spans']>): Gold[] =>
  spans.filter(({ weak }) => weak !== true).map(pickGold);

const pickGold = ({ label, text, role, start, end }: Gold): Gold => ({
  label,
  text,
  ...(role === undefined ? {} : { role }),
  ...(start === undefined || end === undefined ? {} : { start, end }),
});

function* notesOf(path: string): Generator<Document> {
  const set = `spans/${path.replace(/^.*[\\/]|\.jsonl$/g, '')}`;
  const notes = linesOf<{ id: string; text: string; spans: readonly Gold[] }>(path);
  const complete = new Set(notes.flatMap(({ spans }) => spans.map(({ label }) => label)));
  for (const { id, text, spans } of notes) yield textOf(set, id, text, spans.map(pickGold), complete);
}

const textOf = (
  set: string,
  name: string,
  text: string,
  gold: readonly Gold[] | null,
  complete: ReadonlySet<string>,
): Document => ({
  set,
  format: 'note',
  name,
  item: { mediaType: 'text/plain', content: text },
  bytes: Buffer.byteLength(text),
  gold,
  complete,
});

function fileOf(root: string, file: string, set: string, format: string, gold: readonly Gold[] | null): Document {
  const bytes = readFileSync(join(root, file));
  return {
    set,
    format,
    name: file,
    item: { name: file, mediaType: '', content: byteSource(bytes) },
    bytes: bytes.length,
    gold,
    complete: new Set(),
  };
}

const extensionOf = (path: string): string => /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? 'other';

const foldersIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => statSync(join(folder, name)).isDirectory())
        .sort()
    : [];

const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((path) => statSync(path).isFile())
        .sort()
    : [];

function linesOf<T>(path: string): T[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as T);
}
