/**
 * The place of a member inside its container: `a.csv` in an item, `a.csv` in its member `b.zip` is
 * `b.zip!a.csv`. Control characters of hostile names become `_`.
 */
export const memberPart = (container: string, member: string): string =>
  `${container === '' ? '' : `${container}!`}${member.replaceAll(/[\x00-\x1f\x7f]/g, '_') || '_'}`;

/** Places of the members of one container, each once: the second `a.csv` is `a.csv#2`. */
export function partNames(container: string): (member: string) => string {
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return (member) => {
    // Names that differ in a control character only are written alike; one may also be called `a.csv#2`.
    const name = memberPart('', member);
    for (let count = (counts.get(name) ?? 0) + 1; ; count += 1) {
      const unique = count === 1 ? name : `${name}#${count}`;
      if (taken.has(unique)) continue;
      taken.add(unique);
      counts.set(name, count);
      return memberPart(container, unique);
    }
  };
}
