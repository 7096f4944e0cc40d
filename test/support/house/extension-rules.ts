/** D2, D5, D6, D8: doors, realms, and the one importer of each library. */
import { each, isCode, isExtension, isTest, isTraining, type Rule } from './rule.ts';

/** A door of the engine, and who may import it as a value. Everyone else uses `import type`. */
const DOORS: readonly { readonly door: string; readonly users: RegExp }[] = [
  { door: 'engine/index.ts', users: /^extension\/offscreen\/engine\.worker\.ts$|^engine\/cli\// },
  { door: 'engine/quick.ts', users: /^extension\/background\/network-boundary\.ts$/ },
  { door: 'engine/policy/index.ts', users: /^extension\/(background|options|review)\/|^engine\/cli\// },
  {
    door: 'engine/incidents/index.ts',
    users: /^extension\/(background|options|review)\/|^extension\/platform\/incident-log\.ts$|^engine\/cli\//,
  },
];

/** The record's store, which writes through the engine's door: for the realms that keep and read the record. */
const RECORD = 'extension/platform/incident-log.ts';
const RECORD_USERS = /^extension\/(background|review|entrypoints\/review)\//;

/** Realms: a folder is one JavaScript context. */
const REALMS = ['ask', 'background', 'content', 'main-world', 'offscreen', 'options', 'popup', 'review'];

/** Who alone may import a package. */
const OWNERS: Readonly<Record<string, RegExp>> = {
  'webextension-polyfill': /^extension\/platform\/browser\.ts$/,
  idb: /^extension\/platform\/database\.ts$/,
  comlink: /^extension\/offscreen\//,
};

/** The one way out, and the page's own world, whose functions are wrapped. */
const OUTSIDE = /^extension\/(background\/egress\.ts|main-world\/)/;

const realmOf = (path: string): string | undefined => REALMS.find((realm) => path.startsWith(`extension/${realm}/`));
const inExtension = (target: string): boolean => target.startsWith('extension/');

export const extensionRules: readonly Rule[] = [
  {
    name: 'D2: the engine is entered through its doors only',
    check: (files) =>
      each(
        files,
        (path) => isCode(path) && !isTest(path) && !isTraining(path) && !path.startsWith('engine/'),
        ({ path, imports }) =>
          imports
            .filter(({ target, typeOnly }) => target.startsWith('engine/') && !typeOnly)
            .filter(({ target }) => !DOORS.some(({ door, users }) => door === target && users.test(path)))
            .map(({ target }) =>
              DOORS.some(({ door }) => door === target)
                ? `${path} imports the door ${target} as a value, which is not its to open: use \`import type\`, or ask over messages/.`
                : `${path} imports ${target} as a value: the engine is entered through ${DOORS.map(({ door }) => door).join(', ')} only.`,
            ),
      ),
  },
  {
    name: 'D2: only the realms that keep the record open its store',
    check: (files) =>
      each(
        files,
        (path) => isExtension(path) && !RECORD_USERS.test(path),
        ({ path, imports }) =>
          imports
            .filter(({ target, typeOnly }) => target === RECORD && !typeOnly)
            .map(() => `${path} imports the store of the record: only background/ and review/ keep and read it.`),
      ),
  },
  {
    name: 'D2: nothing imports the command line',
    check: (files) =>
      each(
        files,
        (path) => isCode(path) && !isTest(path) && !path.startsWith('engine/cli/'),
        ({ path, imports }) =>
          imports
            .filter(({ target }) => target.startsWith('engine/cli/'))
            .map(({ target }) => `${path} imports ${target}: engine/cli/ is a program, and nothing imports it.`),
      ),
  },
  {
    name: 'D5: realms meet only in messages/',
    check: (files) =>
      each(
        files,
        (path) => realmOf(path) !== undefined && isExtension(path),
        ({ path, imports }) =>
          imports
            .filter(({ target }) => realmOf(target) !== undefined && realmOf(target) !== realmOf(path))
            .map(
              ({ target }) =>
                `${path} imports ${target}, which runs in another realm: put what both say into extension/messages/.`,
            ),
      ),
  },
  {
    name: 'D5: messages/ and platform/ are leaves',
    check: (files) =>
      each(
        files,
        (path) => /^extension\/(messages|platform)\//.test(path) && isExtension(path),
        ({ path, imports }) =>
          imports
            .filter(({ target, typeOnly }) => inExtension(target) || (target.startsWith('engine/') && !typeOnly))
            .filter(({ target }) => path !== RECORD || target !== 'engine/incidents/index.ts')
            .filter(({ target }) => !target.startsWith(path.replace(/[^/]*$/, '')))
            .map(
              ({ target }) =>
                `${path} imports ${target}: messages/ and platform/ are leaves and import nothing of the extension.`,
            ),
      ),
  },
  {
    name: 'D5: main-world/ imports only main-world/',
    check: (files) =>
      each(
        files,
        (path) => path.startsWith('extension/main-world/') && isExtension(path),
        ({ path, imports }) =>
          imports
            .filter(({ target }) => !target.startsWith('extension/main-world/'))
            .map(({ target }) => `${path} imports ${target}: code in the page's world imports only main-world/.`),
      ),
  },
  {
    name: 'D6: one importer for the polyfill, for idb and for comlink',
    check: (files) =>
      each(
        files,
        (path) => isCode(path) && !isTest(path),
        ({ path, imports }) =>
          imports
            .filter(({ target, typeOnly }) => !typeOnly && OWNERS[target]?.test(path) === false)
            .map(
              ({ target }) =>
                `${path} imports ${target}: it has one owner, ${OWNERS[target]?.source.replaceAll('\\', '')}.`,
            ),
      ),
  },
  {
    name: 'D6: only background/egress.ts reaches the outside',
    check: (files) =>
      each(
        files,
        (path) => isExtension(path) && !OUTSIDE.test(path),
        ({ path, code, imports }) => {
          // `import wasmUrl from './x.wasm?url'`: a file of the extension itself is not the outside.
          const own = imports.filter(({ local }) => local).map(({ clause }) => clause.trim());
          return code.split('\n').flatMap((line, index) => {
            const fetched = /(?<![.\w])fetch\((?!.*(getURL|import\.meta\.url))\s*(\w*)/.exec(line);
            const outside = fetched !== null && !own.includes(fetched[2] || '-');
            return outside || /\bXMLHttpRequest\b|\bsendBeacon\b|new WebSocket\b/.test(line)
              ? [`${path}:${index + 1}: only background/egress.ts talks to the network, with its own list of hosts.`]
              : [];
          });
        },
      ),
  },
  {
    name: 'D8: every listener checks its sender and validates what it hears',
    check: (files) =>
      each(
        files,
        (path) => /^extension\/(background|offscreen)\//.test(path) && isExtension(path),
        ({ path, code, imports }) => {
          if (!/\bon(Message|Connect)(External)?\.addListener\(/.test(code)) return [];
          // A Port's sender is checked once, where it is accepted.
          const accepts = /\bruntime\.on(Message|Connect)(External)?\.addListener\(/.test(code);
          const validates = imports.some(
            ({ target, typeOnly }) => target.startsWith('extension/messages/') && !typeOnly,
          );
          return [
            ...(!accepts || /\bsender\b/.test(code)
              ? []
              : [`${path} listens without looking at \`sender\`: anybody may have sent it.`]),
            ...(validates
              ? []
              : [`${path} listens without a validator of extension/messages/: a message is a claim until checked.`]),
          ];
        },
      ),
  },
];
