import { expect, test, vi } from 'vitest';
import { careful } from './interceptor.ts';

test('a guard that fails lets nothing through and asks for a record', () => {
  const hold = vi.fn();
  const event = new Event('submit', { cancelable: true });
  careful('form-submit', hold, () => {
    throw new Error('broken on purpose');
  })(event);
  expect(event.defaultPrevented).toBe(true);
  expect(hold).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ channel: 'form-submit', items: [], failed: true }),
  );
});

test('a guard that works is left alone', () => {
  const hold = vi.fn();
  const event = new Event('submit', { cancelable: true });
  careful('form-submit', hold, () => undefined)(event);
  expect(event.defaultPrevented).toBe(false);
  expect(hold).not.toHaveBeenCalled();
});
