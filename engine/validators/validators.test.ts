import { describe, expect, test } from 'vitest';
import { isBankRouting } from './bank-routing.ts';
import { isCalendarDate } from './calendar-date.ts';
import { isCardNumber } from './card-number.ts';
import { isDea } from './dea-check.ts';
import { isEmail } from './email-format.ts';
import { isIban } from './iban.ts';
import { isIcd10 } from './icd10-chapter.ts';
import { isImei } from './imei.ts';
import { isItin } from './itin-range.ts';
import { isLuhn } from './luhn.ts';
import { isMacAddress } from './mac-address.ts';
import { isMbi } from './mbi-format.ts';
import { isPlausibleName } from './name-shape.ts';
import { isNpi } from './npi-check.ts';
import { isDialable, isNanp } from './phone-number.ts';
import { isRecordNumber } from './record-number.ts';
import { isSsn } from './ssn-range.ts';
import { isVin } from './vin.ts';

/** Worked examples of the published rules: what passes, what does not. */
const RULES: readonly (readonly [name: string, rule: (value: string) => boolean, yes: string[], no: string[]])[] = [
  ['luhn', isLuhn, ['79927398713', '18'], ['79927398710', '', '1', '7992739871x']],
  ['iban', isIban, ['GB82 WEST 1234 5698 7654 32', 'de89370400440532013000'], ['GB82WEST12345698765433', 'GB82', '']],
  [
    'vin',
    isVin,
    ['1M8GDM9AXKP042788', '1hgcm82633a004352'],
    ['1M8GDM9A1KP042788', '1M8GDM9AXKP04278O', '1'.repeat(17)],
  ],
  ['bank routing', isBankRouting, ['111000025', '021000021'], ['111000026', '991000025', '11100002']],
  ['imei', isImei, ['490154203237518', '49-015420-323751-8'], ['490154203237519', '0'.repeat(15), '49015420323751']],
  ['itin', isItin, ['912-70-1234', '900550321'], ['912-69-1234', '912-93-1234', '812-70-1234', '']],
  [
    'mac address',
    isMacAddress,
    ['00:1A:2B:3C:4D:5E', '001a.2b3c.4d5e'],
    ['00:00:00:00:00:00', '00:1A:2B:3C:4D', 'FF-FF-FF-FF-FF-FF'],
  ],
  ['npi', isNpi, ['1234567893', '1245319599', '1558598797'], ['1234567890', '3234567893', '123456789', '']],
  ['dea', isDea, ['AP5836727', 'F91234563', 'ap5836727'], ['AP5836728', 'A15836727', 'AP583672', 'IP5836727']],
  ['mbi', isMbi, ['1EG4-TE5-MK73', '1EG4TE5MK73', '1eg4-te5-mk73'], ['0EG4TE5MK73', '1SG4TE5MK73', '1EG4TE5MK7']],
  [
    'ssn',
    isSsn,
    ['899-12-3456', '773-01-0001', '078-05-1121'],
    ['900-12-3456', '666-12-3456', '000-12-3456', '212-00-3456', '212-34-0000', '078-05-1120', '111111111'],
  ],
  [
    'nanp',
    isNanp,
    ['(415) 555-0132', '1-415-555-0132 x9'],
    ['115-555-0132', '415-155-0132', '411-555-0132', '4155550'],
  ],
  ['dialable', isDialable, ['+44 20 7123 4567', '415.555.0132'], ['+1 115 555 0132', '+4420', '1558598797']],
  [
    'calendar date',
    isCalendarDate,
    ['02/29/2020', '13/07/1985', '2020-02-29', 'March 7, 1985', '7th of Aug 1985', '07-MAR-85', '19850307', '3.7.85'],
    ['02/30/2020', '02/29/2021', '3.7-1985', '1585-01-01', '20201301', 'Foo 5, 2020', 'August 2020', ''],
  ],
  [
    'card',
    isCardNumber,
    ['4012 8888 8888 1881', '378282246310005'],
    ['4012888888881882', '0000000000000000', '79927398713'],
  ],
  [
    'e-mail',
    isEmail,
    ["maria.o'neil+x@example.org", 'a@b.co'],
    ['a@b', 'icon@2x.png', 'a..b@example.org', '@example.org'],
  ],
  [
    'icd-10',
    isIcd10,
    ['E11.9', 'M1A.0', 'T36.0X1A', 'S72.001A', 'E119'],
    ['C99.9', 'E1.9', 'E11.XXXXX', '11.9', 'D9.1'],
  ],
  [
    'record number',
    isRecordNumber,
    ['57830133', 'B4467858', '771-34-52'],
    ['1234', '11111', 'ABCDE', '2020-01-02', ''],
  ],
  [
    'name',
    isPlausibleName,
    ['Maria Garcia-Lopez', 'SMITH, JOHN A', 'April Jones', 'Dale North', 'Zoë'],
    ['Care Services', 'Unknown', 'Hello Please', 'April', 'R2D2 Unit', '', 'a@b'],
  ],
];

describe.each(RULES)('%s', (_, rule, yes, no) => {
  test.each(yes)('takes %s', (value) => expect(rule(value)).toBe(true));
  test.each(no)('refuses %s', (value) => expect(rule(value)).toBe(false));
});
