/** The last of ascending items that begins at `value` or before it; -1 where none does. */
export function lastFrom<T>(items: readonly T[], start: (item: T) => number, value: number): number {
  let low = -1;
  let high = items.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    const item = items[middle];
    if (item !== undefined && start(item) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}
