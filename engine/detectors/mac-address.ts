import { defineDetector } from '../define.ts';
import { isMacAddress } from '../validators/mac-address.ts';

/** Hardware address of a device on a network: a pump, a monitor, a telephone. */
export const macAddress = defineDetector({
  name: 'mac-address',
  version: 1,
  infoType: 'MAC_ADDRESS',
  hipaa: 'M',
  source: '45 CFR 164.514(b)(2)(i)(M); IEEE Std 802',
  maxLength: 17,
  // The shape says little by itself, so that it is looked for around these words only.
  patterns: [
    {
      name: 'octets',
      regex: '\\b[0-9A-Fa-f]{2}(?:[:-][0-9A-Fa-f]{2}){5}\\b',
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
      needsHotword: true,
    },
    {
      name: 'words',
      regex: '\\b[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\.[0-9A-Fa-f]{4}\\b',
      likelihood: 'POSSIBLE',
      validated: 'LIKELY',
      needsHotword: true,
    },
  ],
  validate: isMacAddress,
  hotwords: [
    'mac',
    'device',
    'ethernet',
    'wifi',
    'wi-fi',
    'bluetooth',
    'wlan',
    'hardware',
    'pump',
    'monitor',
    'adapter',
    'bssid',
  ],
  withHotword: 'LIKELY',
  labels: [
    'mac address',
    'mac',
    'mac addr',
    'hardware address',
    'ethernet address',
    'wifi address',
    'bluetooth address',
    'device mac',
  ],
  labelled: '[0-9A-Fa-f]{2}(?:[:-]?[0-9A-Fa-f]{2}){5}\\b',
  exclusions: [],
  edges: 'word',
});
