import { expect, test } from 'vitest';
import { acceptDetector, detectionOf, findingsIn } from '../../test/support/accept-detector.ts';
import { usSsn } from './us-ssn.ts';

acceptDetector(usSsn, {
  finds: [
    'SSN: «536-48-1293»',
    '536-48-1293',
    'Social Security Number: «899-12-3456»',
    'ssn 536481293 (see card)'.replace('536481293', '«536481293»'),
    'The ss# is «536 48 1293».',
    'SSN# «999-12-3456»',
    'SSN: «000-12-3456»',
    'SSN: «123-45-6789»',
    'soc sec no. «212-34-5678»',
    '«212-34-5678»,Smith',
    'id;«212-34-5678»;x',
    '(«212-34-5678»)',
    'social_security_number=«212345678»',
    '"ssn": "«212-34-5678»"',
    'socialSecurityNumber: «773-01-0001»',
    'Social: «212-34-5678»',
    'S.S.N. «212-34-5678»',
    'SSN is «212.34.5678»',
    'my social security number, 21234-5678'.replace('21234-5678', '«21234-5678»'),
    '«212 34 5678»',
    'SSN (last known): «212-34-5678»',
    'Patient SSN\n«212-34-5678»',
    'SSN: «２１２-３４-５６７８»',
    'ssn «212\u200b-34-5678»',
  ],
  ignores: [
    '666-12-3456',
    '000-12-3456',
    '900-12-3456',
    '212-00-5678',
    '212-34-0000',
    '078-05-1120',
    '219-09-9999',
    '212345678',
    '212-345-678',
    '212-34-56789',
    '1212-34-5678',
    '212-34-5678-9',
    '9-212-34-5678',
    'part number 212-34-5678',
    'Order number: 212-34-5678',
    'tracking 212-34-5678',
    'v212-34-5678b',
    '111-11-1111',
    'passage 21234-5678',
    '212.34.5678',
    'lesson 212345678',
    '2024-03-0512',
    'ZIP 90210-1234',
  ],
});

const evidence = (text: string) => findingsIn(detectionOf(usSsn), text).map((finding) => finding.evidence);

test('a labelled number outside the ranges is a finding that is not validated', () => {
  expect(evidence('SSN: 999-12-3456')).toEqual([{ pattern: 'label', validated: false, hotword: 'ssn' }]);
  expect(evidence('SSN: 536-48-1293')).toEqual([{ pattern: 'label', validated: true, hotword: 'ssn' }]);
});

test('a sample number is known whole, not by how it begins', () => {
  expect(evidence('078-05-1121')).toHaveLength(1);
});
