import { defineDetector } from '../define.ts';
import { isImei } from '../validators/imei.ts';

/** Number of a mobile telephone or of a monitor that sends over the same network. */
export const imei = defineDetector({
  name: 'imei',
  version: 1,
  infoType: 'IMEI',
  hipaa: 'M',
  source: '45 CFR 164.514(b)(2)(i)(M); 3GPP TS 23.003',
  maxLength: 20,
  // The shape says little by itself, so that it is looked for around these words only.
  patterns: [
    { name: 'near', regex: '\\b\\d{15}\\b', likelihood: 'POSSIBLE', validated: 'LIKELY', needsHotword: true },
    {
      name: 'grouped',
      regex: '\\b\\d{2}[- ]\\d{6}[- ]\\d{6}[- ]\\d\\b',
      likelihood: 'POSSIBLE',
      validated: 'VERY_LIKELY',
      needsHotword: true,
    },
  ],
  validate: isImei,
  hotwords: ['imei', 'handset', 'phone', 'device', 'modem', 'sim', 'tablet', 'monitor'],
  withHotword: 'LIKELY',
  labels: ['imei', 'imei number', 'imei no', 'device imei', 'phone imei', 'handset id', 'imei 1', 'imei 2'],
  labelled: '\\d{2}[- ]?\\d{6}[- ]?\\d{6}[- ]?\\d\\b',
  exclusions: ['order', 'tracking', 'invoice', 'timestamp', 'request id', 'npi'],
  edges: 'number',
});
