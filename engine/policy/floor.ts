/** What stands in where no usable policy does. Stricter than nothing, gentler than a stopped hospital. */
import { CHANNELS, GAP_REASONS, type Policy, parsePolicy } from './schema.ts';

/**
 * `unmanaged`: somebody tries the extension, no centre configured it. `awaiting`: managed, the first
 * policy is not here yet. `invalid`: managed, and the only policy that came cannot be used.
 */
export type FloorState = 'unmanaged' | 'awaiting' | 'invalid';

export const floorPolicy = (state: FloorState): Policy => {
  const action = state === 'unmanaged' ? 'warn' : 'justify';
  const gap = state === 'unmanaged' ? 'log' : 'justify';
  const parsed = parsePolicy({
    schema: 1,
    id: `floor-${state}`,
    version: 1,
    purposes: [
      { code: 'TREAT', label: 'Treating a patient' },
      { code: 'HPAYMT', label: 'Billing and payment' },
      { code: 'HOPERAT', label: 'Running the hospital' },
      { code: 'HRESCH', label: 'Research' },
      { code: 'PATRQT', label: 'The patient asked for it' },
    ],
    destinations: [],
    rules: [
      {
        id: 'floor-phi-elsewhere',
        name: 'Patient data without a policy',
        mode: 'enforce',
        // Copying and typing send nothing anywhere.
        when: { channel: EGRESS, destination: { trust: ['unsanctioned'] }, content: { phi: true } },
        then: { action, severity: 'medium', notify: NOTIFY[state] },
      },
    ],
    gaps: {
      ...Object.fromEntries(GAP_REASONS.map((reason) => [reason, gap])),
      // A managed browser whose engine is dead or late, to a place that nobody named.
      'engine-unavailable': state === 'unmanaged' ? 'log' : 'block',
      'timed-out': state === 'unmanaged' ? 'log' : 'block',
    },
  });
  if (!parsed.ok) throw new Error(`The built-in floor is not a valid policy: ${JSON.stringify(parsed.problems)}`);
  return parsed.policy;
};

const EGRESS = CHANNELS.filter((channel) => channel !== 'copy' && channel !== 'typing' && channel !== 'download');

const NOTIFY: Readonly<Record<FloorState, string>> = {
  unmanaged: 'This looks like patient data. Chartward has no policy from a hospital here, so it can only warn you.',
  awaiting: 'This looks like patient data, and the hospital’s policy has not arrived yet. Say why it must go now.',
  invalid: 'This looks like patient data, and the hospital’s policy could not be used. Say why it must go now.',
};
