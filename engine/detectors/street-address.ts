import { defineDetector } from '../define.ts';

const TYPE =
  '(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Terrace|Ter|Circle|Cir|Way|Parkway|Pkwy|Highway|Hwy|Square|Sq|Trail|Trl|Turnpike|Tpke|Alley|Plaza|Loop|Crossing|Ridge|Row|Pike|Run|Bend|Cove|Commons|Crescent|Expressway|Freeway|Heights|Hollow|Landing|Manor|Meadow|Meadows|Park|Pass|Path|Point|Route|View|Village|Vista|Walk)';

/** House number, street, type of street, and the unit where it follows; or a post-office box. */
export const streetAddress = defineDetector({
  name: 'street-address',
  version: 1,
  infoType: 'STREET_ADDRESS',
  hipaa: 'B',
  source: 'USPS Publication 28, appendix C1 (street suffixes) and §28 (post-office boxes)',
  maxLength: 128,
  patterns: [
    {
      name: 'street',
      regex: ` (?:${TYPE}|${TYPE.toUpperCase()})\\b(?:\\.? (?:N|S|E|W|NE|NW|SE|SW)\\b)?(?:\\.?,? ?(?i:apt|apartment|suite|ste|unit|fl|floor|rm|room|bldg|lot|#)\\.? ?#?[A-Za-z0-9-]{1,6}\\b)?`,
      lead: "\\b\\d{1,6}[A-Z]?(?:-\\d{1,5})?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.? )?[A-Z0-9][A-Za-z0-9'.-]{0,24}(?: [A-Z0-9][A-Za-z0-9'.-]{0,24}){0,3}",
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'box',
      regex: '\\b(?i:p\\.? ?o\\.? ?box|post office box) ?#? ?\\d{1,6}\\b',
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
  ],
  validate: (value) =>
    !/^(?:19|20)\d\d\b/.test(value) ||
    /\b(?:St|Ave|Rd|Blvd|Dr|Ln|Street|Avenue|Road|Lane|Drive|Boulevard)\b/i.test(value),
  hotwords: ['address', 'lives at', 'resides at', 'residence', 'home', 'mail to', 'located at'],
  withHotword: 'VERY_LIKELY',
  labels: [
    'address',
    'street address',
    'home address',
    'mailing address',
    'street',
    'address line',
    'address line 1',
    'address 1',
    'addr',
    'addr1',
    'address1',
    'address line 2',
    'residence',
    'patient address',
    'residential address',
    'street line',
    'street1',
    'line1',
  ],
  exclusions: ['level', 'figure', 'table', 'chapter', 'section', 'version', 'step'],
});
