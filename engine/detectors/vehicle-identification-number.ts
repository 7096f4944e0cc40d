import { defineDetector } from '../define.ts';
import { isVin } from '../validators/vin.ts';

/** Chassis number of a vehicle. */
export const vehicleIdentificationNumber = defineDetector({
  name: 'vehicle-identification-number',
  version: 1,
  infoType: 'VEHICLE_IDENTIFICATION_NUMBER',
  hipaa: 'L',
  source: '45 CFR 164.514(b)(2)(i)(L); 49 CFR 565.15',
  maxLength: 17,
  // The shape says little by itself, so that it is looked for around these words only.
  patterns: [
    {
      name: 'near',
      regex: '\\b[A-HJ-NPR-Z0-9]{17}\\b',
      likelihood: 'POSSIBLE',
      validated: 'VERY_LIKELY',
      needsHotword: true,
    },
  ],
  validate: isVin,
  hotwords: ['vin', 'vehicle', 'chassis', 'car', 'truck', 'title', 'odometer', 'registration', 'motorcycle'],
  withHotword: 'LIKELY',
  labels: [
    'vin',
    'vin number',
    'vehicle identification number',
    'vehicle id',
    'vehicle id number',
    'chassis number',
    'vehicle vin',
    'chassis no',
  ],
  labelled: '[A-HJ-NPR-Za-hj-npr-z0-9]{17}\\b',
  exclusions: ['commit', 'hash', 'session', 'token'],
  edges: 'word',
});
