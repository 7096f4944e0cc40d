/**
 * `npm run new detector|extractor|interceptor|transform NAME`: the file, its test and its line in the
 * registry, ready to be filled. Writes nothing where one of the files exists.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { detectorFiles } from './templates/detector.ts';
import { extractorFiles } from './templates/extractor.ts';
import { interceptorFiles } from './templates/interceptor.ts';
import { transformFiles } from './templates/transform.ts';

export interface NewFile {
  readonly path: string;
  readonly content: string;
}

export interface Names {
  /** `us-wristband` */
  readonly kebab: string;
  /** `usWristband` */
  readonly camel: string;
}

interface Kind {
  readonly folder: string;
  readonly files: (names: Names) => readonly NewFile[];
  /** Where in the registry: extractors are asked in order, and signatures come before grammars. */
  readonly at: 'start' | 'end';
  /** A list of names that policies choose from. */
  readonly names?: string;
}

const KINDS: Readonly<Record<string, Kind>> = {
  detector: { folder: 'engine/detectors', files: detectorFiles, at: 'end' },
  extractor: { folder: 'engine/extractors', files: extractorFiles, at: 'start' },
  interceptor: { folder: 'extension/content/interceptors', files: interceptorFiles, at: 'end' },
  transform: { folder: 'engine/transforms', files: transformFiles, at: 'end', names: 'engine/transform-names.ts' },
};

/** The registry's source with one more import and one more entry. Throws where it is not a list of names. */
export function withMember(registry: string, { kebab, camel }: Names, at: 'start' | 'end'): string {
  const line = `import { ${camel} } from './${kebab}.ts';\n`;
  const firstExport = registry.search(/^(?=(\/\*\*[^/]*\*\/\s*)?export )/m);
  const list = /= \[([\w$,\s]*)\](?=[^\]]*$)/.exec(registry);
  if (firstExport < 0 || list === null) throw new Error('The registry has no plain list of names.');
  const names = (list[1] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const longer = at === 'start' ? [camel, ...names] : [...names, camel];
  const listed = `${registry.slice(0, list.index)}= [${longer.join(', ')}]${registry.slice(list.index + list[0].length)}`;
  return `${listed.slice(0, firstExport)}${line}${listed.slice(firstExport)}`;
}

/** The source of a list of names with one more at its beginning: the weakest. */
function withName(source: string, { kebab }: Names): string {
  if (source.split("= ['").length !== 2) throw new Error('There is no plain list of names.');
  return source.replace("= ['", `= ['${kebab}', '`);
}

function make(kindName: string | undefined, kebab: string | undefined): string {
  const kind = KINDS[kindName ?? ''];
  if (kind === undefined || kebab === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(kebab)) {
    throw new Error(`Usage: npm run new ${Object.keys(KINDS).join('|')} NAME   (NAME in kebab-case: us-wristband)`);
  }
  const names = { kebab, camel: kebab.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()) };
  const files = kind.files(names);
  const taken = files.find(({ path }) => existsSync(path));
  if (taken !== undefined) throw new Error(`${taken.path} exists already.`);
  const registry = join(kind.folder, 'index.ts');
  const registered = withMember(readFileSync(registry, 'utf8'), names, kind.at);
  const lists = [{ path: registry, content: registered }];
  if (kind.names !== undefined)
    lists.push({ path: kind.names, content: withName(readFileSync(kind.names, 'utf8'), names) });
  for (const { path, content } of [...files, ...lists]) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  const written = [...files, ...lists].map(({ path }) => path);
  const biome = spawnSync(process.execPath, ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', ...written], {
    encoding: 'utf8',
  });
  if (biome.status !== 0) throw new Error(`Written, but not to the house's style:\n${biome.stdout}${biome.stderr}`);
  return written.map((path) => `  ${path}`).join('\n');
}

if (import.meta.main) {
  try {
    console.log(make(process.argv[2], process.argv[3]));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
