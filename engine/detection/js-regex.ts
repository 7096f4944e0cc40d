/**
 * Our patterns as JavaScript's own expressions, for those that are tried at one place only.
 *
 * COMPAT(chrome-146): V8 14.6, which is also Node 26's, loses matches inside `(?i:…)`
 * (`/^(?i:b|ab|c|ac|d)$/.test('B')` is false), so such groups are written out: `(?i:dob)` as
 * `(?:[Dd][Oo][Bb])`. Goes when the oldest supported browser and Node answer true; Chromium 156 does.
 */

/** Throws where the pattern is none. A named group may be written as RE2 writes it. */
export const jsRegex = (pattern: string, flags: string): RegExp => new RegExp(withoutCaseGroups(pattern), flags);

/** The same expression without `(?i:…)` and with JavaScript's named groups. */
export const withoutCaseGroups = (pattern: string): string => {
  const folds: boolean[] = [false];
  let inClass = false;
  let result = '';
  for (const [token] of pattern.matchAll(TOKEN)) {
    const fold = folds.at(-1) === true;
    if (inClass) {
      inClass = token !== ']';
      result += fold ? folded(token, false) : token;
    } else if (token === ')') {
      folds.pop();
      result += token;
    } else if (token.startsWith('(')) {
      folds.push(token === '(?i:' || fold);
      result += token === '(?i:' ? '(?:' : token.replace('(?P<', '(?<');
    } else {
      inClass = token.startsWith('[');
      result += fold ? folded(token, true) : token;
    }
  }
  return result;
};

/** Escapes, groups, repeats, the beginning of a class, ranges, and whatever else is one sign. */
const TOKEN =
  /\\(?:[pPkx]\{[^}]*\}|u\{[^}]*\}|u[\da-fA-F]{4}|x[\da-fA-F]{2}|[\s\S])|\(\?(?:i:|:|=|!|<=|<!|P?<\w+>)|\{\d+(?:,\d*)?\}|\[\^?\]?|\p{L}-\p{L}|[\s\S]/gu;

/** A letter, or a range of letters, in both cases; anything else as it is. */
const folded = (token: string, alone: boolean): string => {
  if (!/^\p{L}(?:-\p{L})?$/u.test(token)) return token;
  const [lower, upper] = [token.toLowerCase(), token.toUpperCase()];
  // ß and its like have no single capital.
  if (lower === upper || upper.length !== token.length || lower.length !== token.length) return token;
  if (!alone) return upper + lower;
  return token.length === 1 ? `[${upper}${lower}]` : [...token].map((unit) => folded(unit, true)).join('');
};
