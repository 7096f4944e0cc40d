/** D1, D3, D4 and D7: what the engine may know. */
import { each, isEngine, type Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

/** Content libraries the engine may use, each from exactly one file. A new one is a decision: see `engine/README.md`. */
const LIBRARIES: readonly string[] = [
  '@noble/hashes',
  'canonicalize',
  'chardet',
  'fflate',
  'pdfjs-dist',
  'ssf',
  'tesseract.js-core',
  'ulid',
  'valibot',
];

/** The stages: each its file, the folders that are its inside, and what else belongs to it. */
const STAGES: Readonly<Record<string, readonly string[]>> = {
  normalize: ['engine/normalize.ts'],
  extract: ['engine/extract.ts', 'engine/extractors/'],
  detect: [
    'engine/detect.ts',
    'engine/detection/',
    'engine/detectors/',
    'engine/decode.ts',
    'engine/decoding/',
    'engine/persons.ts',
  ],
  decide: ['engine/decide.ts', 'engine/policy/'],
  transform: ['engine/transform.ts', 'engine/transforms/'],
  copies: ['engine/copies.ts'],
  seal: ['engine/seal.ts'],
  inspections: ['engine/inspections.ts'],
};
const stageOf = (path: string): string | undefined =>
  Object.keys(STAGES).find((stage) =>
    STAGES[stage]?.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place)),
  );
const COMPOSERS = ['engine/engine.ts', 'engine/inspect.ts', 'engine/index.ts', 'engine/quick.ts'];
/** Validators may build on each other: the NPI's check is Luhn's. */
const CATALOGUES = ['engine/detectors', 'engine/extractors', 'engine/transforms', 'extension/content/interceptors'];

const HOST: readonly (readonly [RegExp, string])[] = [
  [
    /\bDate\.now\b|\bnew Date\(\s*\)|\bperformance\b|\bsetTimeout\b|\bsetInterval\b/,
    'the engine has no clock: take `now` as an argument',
  ],
  [
    /\bMath\.random\b|\bgetRandomValues\b|\brandomUUID\b/,
    'the engine has no randomness: take random bytes as an argument',
  ],
  [/\bfetch\(|\bXMLHttpRequest\b|\bWebSocket\b/, 'the engine has no network: take the bytes as an argument'],
  [
    /\bindexedDB\b|\blocalStorage\b|\bsessionStorage\b|\bchrome\.|\bbrowser\./,
    'the engine has no storage and no browser: the host keeps what must be kept',
  ],
  [/\bprocess\.|\brequire\(|\bBuffer\./, 'the engine has no Node: it also runs in a browser worker'],
];

const folderOf = (path: string): string => path.replace(/\/[^/]*$/, '');
const isMember = ({ path }: SourceFile): boolean =>
  CATALOGUES.includes(folderOf(path)) && !/\/index\.ts$|\.test\.tsx?$/.test(path);

export const engineRules: readonly Rule[] = [
  {
    name: 'D1: the engine imports nothing from outside but its content libraries, each from one file',
    check(files) {
      const importers = new Map<string, Set<string>>();
      const foreign = each(files, isEngine, ({ path, imports }) =>
        imports.flatMap(({ target, local, typeOnly }) => {
          if (local)
            return target.startsWith('engine/')
              ? []
              : [`${path} imports ${target}: the engine imports nothing outside engine/.`];
          if (!LIBRARIES.includes(target)) {
            return [`${path} imports ${target}: the engine imports no package but ${LIBRARIES.join(', ')}.`];
          }
          if (!typeOnly) importers.set(target, (importers.get(target) ?? new Set()).add(path));
          return [];
        }),
      );
      const doubled = [...importers]
        .filter(([, paths]) => paths.size > 1)
        .map(([library, paths]) => `${library} is imported by ${[...paths].join(' and ')}: let one file own it.`);
      return [...foreign, ...doubled];
    },
  },
  {
    name: 'D3: stages do not import each other; engine.ts composes them',
    check: (files) =>
      each(files, isEngine, ({ path, imports }) =>
        imports
          .filter(({ target, typeOnly }) => {
            const [own, other] = [stageOf(path), stageOf(target)];
            if (typeOnly || other === undefined || own === other || COMPOSERS.includes(path)) return false;
            // What is no stage may use the inside of one (`policy/` is a door), not the stage itself.
            return own !== undefined || target === STAGES[other]?.[0];
          })
          .map(({ target }) => `${path} imports the stage ${target}: only engine.ts and quick.ts put stages together.`),
      ),
  },
  {
    name: 'D3: a member of a catalogue never imports its sibling',
    check: (files) =>
      files
        .filter(isMember)
        .flatMap(({ path, imports }) =>
          imports
            .filter(({ target, local }) => local && folderOf(target) === folderOf(path) && /\.tsx?$/.test(target))
            .map(
              ({ target }) =>
                `${path} imports ${target}: members of a catalogue do not know each other; move what both need out of the folder.`,
            ),
        ),
  },
  {
    name: 'D3: a detector knows define.ts, types.ts and validators, and nothing else',
    check: (files) =>
      files
        .filter((file) => isMember(file) && folderOf(file.path) === 'engine/detectors')
        .flatMap(({ path, imports }) =>
          imports
            .filter(({ target }) => !/^engine\/(define\.ts|types\.ts|validators\/.*|.*\.json)$/.test(target))
            .map(
              ({ target }) =>
                `${path} imports ${target}: a detector is data; it imports define.ts, types.ts and validators only.`,
            ),
        ),
  },
  {
    name: 'D4: the engine has no clock, no randomness, no network, no storage',
    check: (files) =>
      each(
        files,
        (path) => isEngine(path) && !path.endsWith('.d.ts'),
        ({ path, code }) =>
          code
            .split('\n')
            .flatMap((line, index) =>
              HOST.filter(([pattern]) => pattern.test(line)).map(
                ([, sentence]) => `${path}:${index + 1}: ${sentence}.`,
              ),
            ),
      ),
  },
  {
    name: 'D7: a finding carries a span and no quote',
    check: (files) =>
      each(
        files,
        (path) => path === 'engine/types.ts',
        ({ path, code }) => {
          const body = /interface Finding\b[^{]*\{([^}]*)\}/.exec(code)?.[1] ?? '';
          const quoted = /\b(quote|text|value|match|snippet|content)\b\??:/.exec(body)?.[1];
          return quoted === undefined
            ? []
            : [`${path}: Finding has a field \`${quoted}\`; a finding says where, never what.`];
        },
      ),
  },
];
