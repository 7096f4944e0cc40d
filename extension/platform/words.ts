/** What was found, in words that name the thing: "2 medical record numbers, 1 date of birth". */
import type { GapReason, InfoType } from '../../engine/types.ts';

/** The translated string; its key where a translation is missing, so that nothing is ever empty. */
export const say = (key: string, ...values: string[]): string => chrome.i18n.getMessage(key, values) || key;

/** Health context: named after the identifiers, because it says what the data are, not whose. */
const CONTEXT: ReadonlySet<InfoType> = new Set<InfoType>([
  'ICD10_CM_CODE',
  'ICD9_CODE',
  'CPT_HCPCS_CODE',
  'LOINC_CODE',
  'SNOMED_CODE',
  'NDC_CODE',
  'DRUG_NAME',
  'CONDITION',
  'PROCEDURE',
  'LAB_RESULT',
  'VITAL_SIGN',
  'CLINICAL_SECTION',
]);

/** `MEDICAL_RECORD_NUMBER`, 2 → `2 medical record numbers`. */
export const foundInWords = (found: readonly { readonly infoType: InfoType; readonly count: number }[]): string =>
  found
    .filter(({ count }) => count > 0)
    .sort((a, b) => Number(CONTEXT.has(a.infoType)) - Number(CONTEXT.has(b.infoType)) || b.count - a.count)
    .map(({ infoType, count }) => `${count} ${say(`${count === 1 ? 'one' : 'many'}_${infoType}`)}`)
    .join(', ');

export const gapsInWords = (gaps: readonly GapReason[]): string[] =>
  [...new Set(gaps)].map((reason) => say(`gap_${reason.replaceAll('-', '_')}`));
