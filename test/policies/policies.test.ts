/** Every policy in this folder is valid, and decides as the table beside it says (`npm run update` writes the tables). */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compilePolicy, parsePolicy, policyHash } from '../../engine/policy/index.ts';
import { decisionTable } from './decision-table.ts';

const FOLDER = 'test/policies';
const names = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

test('there are policies to look at', () => expect(names).toContain('town'));

test.each(names)('%s', async (name) => {
  const parsed = parsePolicy(JSON.parse(readFileSync(`${FOLDER}/${name}/policy.json`, 'utf8')));
  if (!parsed.ok) return expect.unreachable(JSON.stringify(parsed.problems, null, 2));
  const hash = await policyHash(parsed.policy, async (bytes) => createHash('sha256').update(bytes).digest());
  await expect(decisionTable(compilePolicy(parsed.policy, hash))).toMatchFileSnapshot(`./${name}/decisions.txt`);
});
