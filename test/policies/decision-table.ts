/** A policy as the decisions it gives: what a reviewer reads instead of the rules that a change touches. */
import { type CompiledPolicy, couldAct, decide } from '../../engine/policy/index.ts';
import type { Channel, Decision, Features, UserContext } from '../../engine/types.ts';
import { GUARDED } from '../../extension/messages/guards.ts';

const features = (part: Partial<Features>): Features => ({
  counts: {},
  phi: false,
  persons: 0,
  gaps: [],
  bytes: 1000,
  items: 1,
  ...part,
});

/** What content may be, from harmless to unreadable. */
const CONTENT: Readonly<Record<string, Features>> = {
  clean: features({}),
  'a name': features({ counts: { PERSON_NAME: { LIKELY: 1 } }, persons: 1 }),
  'an SSN': features({ counts: { US_SOCIAL_SECURITY_NUMBER: { VERY_LIKELY: 1 } }, persons: 1 }),
  'one patient': features({
    counts: { MEDICAL_RECORD_NUMBER: { LIKELY: 1 }, CONDITION: { LIKELY: 2 } },
    phi: true,
    persons: 1,
  }),
  'forty patients': features({
    counts: { MEDICAL_RECORD_NUMBER: { LIKELY: 40 }, CONDITION: { LIKELY: 55 } },
    phi: true,
    persons: 40,
  }),
  'not read: encrypted': features({ gaps: ['encrypted'] }),
  'not read: needs-ocr': features({ gaps: ['needs-ocr'] }),
  'not read: engine-unavailable': features({ gaps: ['engine-unavailable'] }),
};

const NOBODY: UserContext = { roles: [], groups: [] };

/** One block per destination, one line per content and group of channels that are treated alike. */
export const decisionTable = (compiled: CompiledPolicy): string => {
  const { policy } = compiled;
  const destinations = [
    ...policy.destinations.map(({ id, urls }) => [id, sampleUrl(urls[0] ?? '')] as const),
    ['(a site nobody named)', 'https://elsewhere.example.org/page'] as const,
  ];
  const blocks = destinations.map(([name, url]) => {
    const live = GUARDED.filter((channel) =>
      couldAct(compiled, { channel, destinationUrl: url, sourceUrl: url, user: NOBODY }),
    );
    const untouched = GUARDED.filter((channel) => !live.includes(channel));
    const lines = Object.entries(CONTENT).flatMap(([content, found]) => {
      const said = live.map((channel) => ({ channel, outcome: outcome(decideOn(compiled, channel, url, found)) }));
      return [...new Set(said.map((one) => one.outcome))].map((one) => {
        const channels = said.filter((other) => other.outcome === one).map(({ channel }) => channel);
        return `  ${content.padEnd(30)}${channels.join(', ').padEnd(48)} ${one}`;
      });
    });
    return [
      `to ${name}: ${compiled.classify(url).trust}`,
      ...(untouched.length > 0 ? [`  untouched: ${untouched.join(', ')}`] : []),
      ...lines,
    ].join('\n');
  });
  return `${policy.id} ${policy.version}\n\n${blocks.join('\n\n')}\n`;
};

const decideOn = (compiled: CompiledPolicy, channel: Channel, url: string, content: Features): Decision =>
  decide(compiled, { channel, destination: { url }, source: { url }, user: NOBODY, now: 0, content });

const outcome = ({ action, override, obligations, reason }: Decision): string =>
  [
    action,
    ...obligations.map(({ kind, infoTypes }) => `[${kind} ${infoTypes.join(' ') || 'every identifier'}]`),
    ...(override === 'none' ? [] : [`or ${override}`]),
    ...(reason.rules.length > 0 ? [`by ${reason.rules.join(', ')}`] : []),
    ...(reason.gaps.length > 0 ? [`by gap ${reason.gaps.join(', ')}`] : []),
    ...(reason.monitored.length > 0 ? [`(monitored: ${reason.monitored.join(', ')})`] : []),
  ].join(' ');

/** An address that the pattern matches: `http://*.example.org:*` + `/*` → `http://any.example.org/`. */
const sampleUrl = (pattern: string): string =>
  pattern
    .replace(/^\*:/, 'https:')
    .replace('://*.', '://any.')
    .replace('://*', '://any.example.org')
    .replace(/:\*\//, ':8080/')
    .replaceAll('*', '');
