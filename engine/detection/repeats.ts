/** A name once declared is the same person's name wherever it stands again, without any label. */
import type { Role } from '../types.ts';
import { isPlausibleName } from '../validators/name-shape.ts';
import { type Candidate, nameWords, rankOf } from './candidate.ts';

/** Words of names declared so far in one part; bounded. */
export interface KnownNames {
  learn(candidates: readonly Candidate[]): void;
  /** Further mentions in the text, in its own offsets. */
  find(text: string): Candidate[];
}

const MOST_WORDS = 4_000;
const SHORTEST = 3;

export const createKnownNames = (): KnownNames => {
  const roles = new Map<string, Role>();
  return {
    learn: (candidates) => {
      for (const { infoType, likelihood, role, value } of candidates) {
        if (infoType !== 'PERSON_NAME' || rankOf(likelihood) < rankOf('LIKELY')) continue;
        for (const word of nameWords(value.toLowerCase())) {
          if (word.length < SHORTEST || !isPlausibleName(word) || roles.size >= MOST_WORDS) continue;
          if (!roles.has(word) || role === 'patient') roles.set(word, role);
        }
      }
    },
    find: (text) => {
      if (roles.size === 0) return [];
      const found: Candidate[] = [];
      for (const match of text.matchAll(CAPITALISED)) {
        const [word] = match;
        const role = roles.get(word.toLowerCase().replace(/'s$/, ''));
        if (role === undefined) continue;
        const end = match.index + word.replace(/'s$/, '').length;
        const last = found.at(-1);
        const joins = last !== undefined && /^(?: |, ?| [A-Z]\.? )$/.test(text.slice(last.end, match.index));
        const start = joins ? last.start : match.index;
        if (joins) found.pop();
        found.push(mention(text, start, end, joins && last.role === 'patient' ? 'patient' : role));
      }
      return found;
    },
  };
};

const CAPITALISED = /(?<![\p{L}\p{N}_@./-])\p{Lu}[\p{L}'-]{2,40}(?![\p{L}\p{N}_@])/gu;

const mention = (text: string, start: number, end: number, role: Role): Candidate => ({
  start,
  end,
  infoType: 'PERSON_NAME',
  hipaa: 'A',
  role,
  likelihood: 'LIKELY',
  detector: 'person-name@1',
  evidence: { pattern: 'repeated', validated: false },
  declared: false,
  value: text.slice(start, end),
});
