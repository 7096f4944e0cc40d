/** Registries, sizes, names: the machine that checks the repetition. */
import { each, isCode, isTest, type Rule } from './rule.ts';
import type { SourceFile } from './source-file.ts';

const REGISTRIES = ['engine/detectors', 'engine/extractors', 'engine/transforms', 'extension/content/interceptors'];
/** Doors, catalogues, and entry points, whose names WXT gives. */
const INDEXES =
  /^(engine|engine\/(policy|incidents|detectors|extractors|transforms|validators)|extension\/content\/interceptors|extension\/entrypoints\/[^/]+)\/index\.(ts|tsx)$/;
const LONGEST = 400;
const LONGEST_ENTRYPOINT = 30;
const LONGEST_README = 60;
const FORBIDDEN_FOLDERS = ['utils', 'shared', 'common', 'helpers', 'lib', 'misc'];
const KEBAB = /^_?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/;
/** Names that tools and customs give. */
const GIVEN_NAMES = /^(README|CARD|SECURITY|LICENSE|THIRD_PARTY_NOTICES)(\.md)?$/;

const lines = ({ text }: SourceFile): number => text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
const camelCase = (name: string): string => name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

export const styleRules: readonly Rule[] = [
  {
    name: 'a registry lists exactly the files of its folder',
    check: (files) =>
      REGISTRIES.flatMap((folder) => {
        const members = files
          .map(({ path }) => path)
          .filter((path) => path.startsWith(`${folder}/`) && /^[^/]+$/.test(path.slice(folder.length + 1)));
        const names = members.filter((path) => isCode(path) && !/\.test\.tsx?$|\/index\.ts$/.test(path));
        const index = files.find(({ path }) => path === `${folder}/index.ts`);
        if (index === undefined)
          return names.length === 0 ? [] : [`${folder}/ has no index.ts that lists its members.`];
        return names.flatMap((path) => {
          const found = index.imports.find(({ target }) => target === path);
          if (found === undefined)
            return [`${path} is not in ${folder}/index.ts: a file in this folder is a member of the catalogue.`];
          const bound = /([\w$]+)\s*\}?$/.exec(found.clause.trim())?.[1] ?? '';
          const uses = index.code.split(new RegExp(`\\b${bound}\\b`)).length - 1;
          return uses >= 2 ? [] : [`${folder}/index.ts imports ${path} and does not list it.`];
        });
      }),
  },
  {
    name: 'a member is named after its file',
    check: (files) =>
      each(
        files,
        (path) =>
          REGISTRIES.includes(path.replace(/\/[^/]*$/, '')) && isCode(path) && !/\.test\.tsx?$|\/index\.ts$/.test(path),
        ({ path, code }) => {
          const name = camelCase(path.replace(/^.*\/|\.tsx?$/g, ''));
          return new RegExp(`export (const|function) ${name}[\\w$]*\\b`).test(code)
            ? []
            : [`${path} does not export \`${name}\`: file, export and name are one word.`];
        },
      ),
  },
  {
    name: `no file is longer than ${LONGEST} lines`,
    check: (files) =>
      each(files, isCode, (file) =>
        lines(file) > LONGEST
          ? [
              `${file.path} has ${lines(file)} lines; at ${LONGEST} a file becomes two (tables are data: put them in .json).`,
            ]
          : [],
      ),
  },
  {
    name: `an entry point has at most ${LONGEST_ENTRYPOINT} lines and no test`,
    check: (files) =>
      each(
        files,
        (path) => path.startsWith('extension/entrypoints/') && isCode(path),
        (file) => [
          ...(lines(file) > LONGEST_ENTRYPOINT
            ? [`${file.path} has ${lines(file)} lines; an entry point only starts what lives in its realm.`]
            : []),
          ...(isTest(file.path)
            ? [`${file.path}: WXT would build a test here as an entry point; test the realm.`]
            : []),
        ],
      ),
  },
  {
    name: `each main folder says what lives there, in at most ${LONGEST_README} lines`,
    check: (files) =>
      ['engine', 'extension', 'models', 'test'].flatMap((folder) => {
        const readme = files.find(({ path }) => path === `${folder}/README.md`);
        if (readme === undefined)
          return [`${folder}/README.md is missing: what lives here, what may not, how to add one.`];
        return lines(readme) > LONGEST_README
          ? [`${readme.path} has ${lines(readme)} lines; ${LONGEST_README} are read.`]
          : [];
      }),
  },
  {
    name: 'names are kebab-case',
    check: (files) =>
      each(
        files,
        (path) => !/^test\/corpus\/|\/_locales\//.test(path),
        ({ path }) =>
          path
            .split('/')
            .filter((name) => !name.startsWith('.') && !KEBAB.test(name) && !GIVEN_NAMES.test(name))
            .map((name) => `${path}: \`${name}\` is not kebab-case.`),
      ),
  },
  {
    name: 'no folder is a drawer',
    check: (files) =>
      each(
        files,
        () => true,
        ({ path }) =>
          path
            .split('/')
            .slice(0, -1)
            .filter((name) => FORBIDDEN_FOLDERS.includes(name))
            .map((name) => `${path}: a folder named \`${name}\` says nothing about what is in it.`),
      ),
  },
  {
    name: 'no barrels except registries and doors',
    check: (files) =>
      each(
        files,
        (path) => /\/index\.(ts|tsx)$/.test(path) && !path.startsWith('test/') && !INDEXES.test(path),
        ({ path }) => [`${path} is neither a door nor a registry: import the file that holds the thing.`],
      ),
  },
  {
    name: 'no default exports except where a tool asks for one',
    check: (files) =>
      each(
        files,
        (path) => isCode(path) && !/^extension\/entrypoints\/|\.config\.ts$|\.d\.ts$/.test(path),
        ({ path, code }) =>
          /^\s*export default\b/m.test(code) ? [`${path} has a default export: a thing has one name, everywhere.`] : [],
      ),
  },
  {
    name: 'no enums, no namespaces, no class hierarchies',
    check: (files) =>
      each(files, isCode, ({ path, code }) => [
        ...(/^\s*(export\s+)?(const\s+)?enum\s/m.test(code)
          ? [`${path} has an enum: a union of literals says the same.`]
          : []),
        ...(/^\s*(export\s+)?namespace\s/m.test(code) ? [`${path} has a namespace: a file is one already.`] : []),
        ...(/\bclass\s+\w+\s+extends\s+(?!Error\b)\w/.test(code)
          ? [`${path} extends a class: compose functions instead.`]
          : []),
      ]),
  },
  {
    name: 'no test is skipped, alone or empty',
    check: (files) =>
      each(
        files,
        (path) => /\.(test|e2e|long)\.tsx?$/.test(path),
        ({ path, code }) => [
          ...(/\b(test|it|describe)\.(skip|only|todo|skipIf|fails)\b/.test(code)
            ? [`${path} skips or singles out a test.`]
            : []),
          ...(/\bvi\.(mock|doMock)\(/.test(code) ? [`${path} mocks a module: run the real one.`] : []),
          ...(/\b(expect|assert|accept)\w*\(/.test(code) ? [] : [`${path} expects nothing.`]),
        ],
      ),
  },
  {
    name: 'nothing is left for later',
    check: (files) =>
      each(
        files,
        (path) => isCode(path) && !path.startsWith('test/support/house/') && path !== 'test/architecture.test.ts',
        ({ path, text }) =>
          text
            .split('\n')
            .flatMap((line, index) =>
              /\b(TODO|FIXME|XXX|HACK)\b/.test(line) ? [`${path}:${index + 1}: do it, or make it an issue.`] : [],
            ),
      ),
  },
];
