const LETTER = '[AC-HJKMNP-RT-Y]';
const MIXED = '[0-9AC-HJKMNP-RT-Y]';
const MBI = new RegExp(`^[1-9]${LETTER}${MIXED}[0-9]${LETTER}${MIXED}[0-9]${LETTER}{2}[0-9]{2}$`, 'i');

/**
 * Medicare Beneficiary Identifier: eleven places, letters without S L O I B Z, the first place 1 to 9,
 * no check digit; dashes (4-3-4) are display only. Example: 1EG4-TE5-MK73.
 * Source: CMS, Understanding the Medicare Beneficiary Identifier format.
 */
export const isMbi = (value: string): boolean => MBI.test(value.replaceAll(/[-\s]/g, ''));
