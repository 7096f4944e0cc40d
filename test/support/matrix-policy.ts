/** One policy for the channel tests: the host name says what happens to identifiers that go there. */
const ACTIONS = ['log', 'warn', 'justify', 'redact', 'block'] as const;
export type MatrixAction = (typeof ACTIONS)[number];

/** `block.localhost` blocks identifiers, `redact.localhost` redacts them; `free.localhost` has no rule at all. */
export const hostOf = (action: MatrixAction | 'free'): string => `${action}.localhost`;

export const matrixPolicy = (version = 1): object => ({
  schema: 1,
  id: 'channel-matrix',
  version,
  purposes: [
    { code: 'TREAT', label: 'Treating a patient' },
    { code: 'HPAYMT', label: 'Billing and payment' },
  ],
  destinations: [
    ...ACTIONS.map((action) => ({ id: action, urls: [`http://${hostOf(action)}:*/*`], trust: 'unsanctioned' })),
    { id: 'free', urls: [`http://${hostOf('free')}:*/*`], trust: 'sanctioned' },
  ],
  rules: ACTIONS.map((action) => ({
    id: `${action}-identifiers`,
    name: `Identifiers to ${action}`,
    mode: 'enforce',
    when: {
      channel: ['paste', 'file-picker', 'drag-drop', 'form-submit', 'print'],
      destination: { group: [action] },
      content: { phi: true },
    },
    then: { action, override: 'none', severity: 'high', notify: `Patient data may not go here (${action}).` },
  })),
});
