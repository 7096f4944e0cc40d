/** What stands in a field while somebody types: inspected, told once, never changed. */
import type { AttemptItem } from '../messages/attempt.ts';
import { showTyped } from './dialogs/notices.ts';
import { inspect } from './inspect.ts';

/** What the user was told about each field; the same is not told twice. */
const told = new WeakMap<Element, string>();

export const observe = async (field: Element, items: readonly AttemptItem[]): Promise<void> => {
  const inspection = inspect({ channel: 'typing', items });
  const { summary } = await inspection.outcome;
  const found = JSON.stringify([summary.action, summary.found]);
  const known = told.get(field) === found;
  told.set(field, found);
  inspection.enforced(known ? 'told-before' : 'released');
  const speaks = summary.found.length > 0 && summary.action !== 'allow' && summary.action !== 'log';
  if (speaks && !known) showTyped(summary);
};
