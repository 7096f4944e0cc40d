/** One policy for the channel tests: the host name says what happens to identifiers that go there. */
const ACTIONS = ['log', 'warn', 'justify', 'redact', 'tokenise', 'block'] as const;
export type MatrixAction = (typeof ACTIONS)[number] | 'monitor' | 'typing' | 'sourced' | 'ehr';

/**
 * `block.localhost` blocks identifiers, `redact.localhost` redacts them, and so on; `monitor` would block
 * and only records; `typing` warns while somebody types; `sourced` blocks whatever was copied out of
 * `ehr`, a PHI system; `free.localhost` has no rule at all.
 */
export const hostOf = (action: MatrixAction | 'free'): string => `${action}.localhost`;

/** RFC 8037 appendix A.6 names this public key. */
export const EVIDENCE_KEY = { kid: 'privacy-office', x: 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo' };
export const PSEUDONYM_KEY = 'a-synthetic-key-of-thirty-two-or-more';

const CHANNELS = ['paste', 'copy', 'file-picker', 'drag-drop', 'form-submit', 'print'] as const;
const place = (id: string, trust: string) => ({ id, urls: [`http://${id}.localhost:*/*`], trust });

export const matrixPolicy = (version = 1, evidenceKey: object = EVIDENCE_KEY): object => ({
  schema: 1,
  id: 'channel-matrix',
  version,
  purposes: [
    { code: 'TREAT', label: 'Treating a patient' },
    { code: 'HPAYMT', label: 'Billing and payment' },
  ],
  destinations: [
    ...[...ACTIONS, 'monitor', 'typing', 'sourced'].map((id) => place(id, 'unsanctioned')),
    place('ehr', 'phi-system'),
    place('free', 'sanctioned'),
  ],
  rules: [
    ...ACTIONS.map((action) => ruleFor(action, action, 'enforce', CHANNELS)),
    ruleFor('monitor', 'block', 'monitor', CHANNELS),
    ruleFor('typing', 'warn', 'enforce', ['typing']),
    {
      id: 'sourced',
      name: 'Nothing out of the record system',
      mode: 'enforce',
      when: {
        channel: ['paste', 'drag-drop'],
        destination: { group: ['sourced'] },
        source: { trust: ['phi-system'] },
      },
      then: { action: 'block', severity: 'high', notify: 'This was copied out of the record system.' },
    },
  ],
  evidenceKey,
});

const ruleFor = (id: string, action: string, mode: 'enforce' | 'monitor', channel: readonly string[]) => ({
  id: `${id}-identifiers`,
  name: `Identifiers to ${id}`,
  mode,
  when: { channel: [...channel], destination: { group: [id] }, content: { phi: true } },
  then: { action, override: 'none', severity: 'high', notify: `Patient data may not go here (${id}).` },
});
