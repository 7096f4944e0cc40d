/**
 * The place of a member inside its container: `a.csv` in an item, `a.csv` in its member `b.zip` is
 * `b.zip!a.csv`. Control characters of hostile names become `_`.
 */
export const memberPart = (container: string, member: string): string =>
  `${container === '' ? '' : `${container}!`}${member.replaceAll(/[\x00-\x1f\x7f]/g, '_') || '_'}`;
