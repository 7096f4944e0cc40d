/**
 * The place of a member inside its container: `a.csv` in an item, `a.csv` in its member `b.zip` is
 * `b.zip!a.csv`. Control characters of hostile names become `_`.
 */
export const memberPart = (container: string, member: string): string =>
  `${container === '' ? '' : `${container}!`}${member.replaceAll(/[\x00-\x1f\x7f]/g, '_') || '_'}`;

/** Places of the members of one container, each once: the second `a.csv` is `a.csv#2`. */
export function partNames(container: string): (member: string) => string {
  const seen = new Map<string, number>();
  return (member) => {
    const count = (seen.get(member) ?? 0) + 1;
    seen.set(member, count);
    return memberPart(container, count === 1 ? member : `${member}#${count}`);
  };
}
