import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readManagedConfig } from './managed-config.ts';

const POLICY = { schema: 1, id: 'ward', version: 1, purposes: [], destinations: [], rules: [] };
const KEY = 'a-synthetic-key-of-thirty-two-or-more';

test('what is right is read', () => {
  const raw = {
    inlinePolicy: JSON.stringify(POLICY),
    unit: 'icu',
    deviceId: 'ws-0417',
    pseudonymKey: KEY,
    user: { id: 'u-1', roles: ['physician'], groups: ['cardiology'] },
  };
  expect(readManagedConfig(raw)).toEqual({ config: { ...raw, inlinePolicy: POLICY }, problems: [] });
  expect(readManagedConfig({})).toEqual({ config: {}, problems: [] });
});

test('what is wrong is named with its path, and the rest is kept', () => {
  const { config, problems } = readManagedConfig({
    inlinePolicy: JSON.stringify({ ...POLICY, version: 'two', colour: 1 }),
    unit: 7,
    deviceId: 'ws-0417',
    user: { roles: ['physician'], groups: ['cardiology', 3], shift: 'night' },
    polcyUrl: 'https://policy.example.org/',
  });
  expect(config).toEqual({ deviceId: 'ws-0417', user: { roles: ['physician'] } });
  expect(problems.map(({ path }) => path).sort()).toEqual([
    'inlinePolicy.colour',
    'inlinePolicy.version',
    'polcyUrl',
    'unit',
    'user.groups[1]',
    'user.shift',
  ]);
  expect(problems.every(({ message }) => message.length > 0)).toBe(true);
});

test.each([
  ['{ "schema": 1, ', 'is not JSON'],
  [POLICY, 'as JSON text'],
  ['"text"', 'Expected Object'],
  ['null', 'Expected Object'],
  [`${'['.repeat(5000)}${']'.repeat(5000)}`, 'nested deeper'],
])('a policy that is %j is a problem and no policy', (inlinePolicy, message) => {
  const { config, problems } = readManagedConfig({ inlinePolicy });
  expect(config).toEqual({});
  expect(problems.map((one) => `${one.path} ${one.message}`).join()).toMatch(new RegExp(`^inlinePolicy .*${message}`));
});

test.each([null, undefined, 3, 'text', ['unit']])('%j instead of an object is a problem', (raw) => {
  expect(readManagedConfig(raw)).toEqual({ config: {}, problems: [{ path: '', message: 'is not an object' }] });
});

test.each([KEY.slice(0, 20), Number('481516234200'), [KEY], { kid: KEY }])(
  'a wrong key is not repeated',
  (pseudonymKey) => {
    const { config, problems } = readManagedConfig({ pseudonymKey });
    expect(config).toEqual({});
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toMatch(/synthetic|4815/);
  },
);

test('the browser lets through exactly the settings that are read, each with one plain type', () => {
  const schema: SchemaNode = JSON.parse(readFileSync('extension/public/managed-schema.json', 'utf8'));
  const offered = Object.fromEntries(Object.keys(schema.properties ?? {}).map((name) => [name, null]));
  const { problems } = readManagedConfig(offered);
  expect(problems.filter(({ message }) => message.includes('not a setting'))).toEqual([]);
  expect(Object.keys(offered).sort()).toEqual(['deviceId', 'inlinePolicy', 'pseudonymKey', 'unit', 'user']);
  expect(Object.keys(schema.properties?.user?.properties ?? {}).sort()).toEqual(['groups', 'id', 'roles']);
  expect(nodesOf(schema).every(({ type }) => typeof type === 'string')).toBe(true);
  // Chrome refuses an extension whose schema has additionalProperties at the top.
  expect(schema).not.toHaveProperty('additionalProperties');
});

interface SchemaNode {
  readonly type?: unknown;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
}

const nodesOf = (node: SchemaNode): SchemaNode[] => [
  node,
  ...Object.values(node.properties ?? {}).flatMap(nodesOf),
  ...(node.items ? nodesOf(node.items) : []),
];
