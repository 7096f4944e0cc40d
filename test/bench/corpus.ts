/** Text for benches, from a seed: prose, a table, FHIR-like JSON and minified code; identifiers at a wanted density. */

/** A small deterministic generator (mulberry32). */
export const seeded = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
};

const WORDS =
  'the ward meeting notes were read and the team agreed that every room has a plan for cleaning before noon while staff bring printed copies of their rota and nobody may leave early unless another person takes over the desk in front of the lift near gate'.split(
    ' ',
  );

/** `bytes` of unseen text; one identifier each `every` bytes, none where it is 0. */
export const benchText = (bytes: number, every: number, seed = 20_261_124): string => {
  const pick = seeded(seed);
  const word = () => `${WORDS[pick(WORDS.length)]}${pick(9) === 0 ? String.fromCharCode(97 + pick(26)) : ''}`;
  const kinds = [
    () => `${Array.from({ length: 12 }, word).join(' ')}.\n`,
    () => `${word()},${pick(5000)},${word()},${pick(99)}.${pick(99)}\n`,
    () => `{"${word()}":{"${word()}":"${word()} ${word()}","n":${pick(10_000)}}}\n`,
    () => `function ${word()}(a,b){return a.${word()}(b)?${pick(900)}:b+"${word()}"}`,
  ];
  const identifier = () =>
    [
      `SSN ${100 + pick(500)}-${10 + pick(80)}-${1000 + pick(9000)}\n`,
      `MRN: ${10_000_000 + pick(80_000_000)}\n`,
      `DOB: 0${1 + pick(9)}/1${pick(9)}/19${50 + pick(40)}\n`,
      `call 212-555-01${10 + pick(89)}\n`,
    ][pick(4)] ?? '';
  // What begins like JSON would be read as JSON, and another round not.
  const parts: string[] = [`${Array.from({ length: 12 }, word).join(' ')}.\n`];
  let length = parts[0]?.length ?? 0;
  let next = every;
  while (length < bytes) {
    let part = kinds[pick(kinds.length)]?.() ?? '';
    if (every > 0 && length >= next) {
      part += identifier();
      next += every;
    }
    parts.push(part);
    length += part.length;
  }
  return parts.join('').slice(0, bytes);
};

/** Random letters without a break: what costs a matcher most. */
export const hostileText = (bytes: number, seed = 64): string => {
  const pick = seeded(seed);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const parts: string[] = [];
  for (let i = 0; i < bytes; i++) parts.push(letters.charAt(pick(64)));
  return parts.join('');
};
