import { defineDetector } from '../define.ts';
import { STATE } from '../validators/us-states.ts';

const TYPE =
  '(?:Street|St|Avenue|Ave|Av|Road|Rd|Boulevard|Blvd|Drive|Dr|Lane|Ln|Court|Ct|Place|Pl|Terrace|Ter|Circle|Cir|Way|Parkway|Pkwy|Highway|Hwy|Square|Sq|Trail|Trl|Turnpike|Tpke|Alley|Plaza|Loop|Crossing|Ridge|Row|Pike|Run|Bend|Cove|Commons|Crescent|Expressway|Freeway|Heights|Hollow|Landing|Manor|Meadow|Meadows|Park|Pass|Path|Point|Route|View|Village|Vista|Walk)';

const UNIT =
  '(?:apt|apartment|suite|ste|unit|fl|floor|rm|room|bldg|lot|spc|trlr|#)\\b\\.? ?#?(?:\\d[A-Za-z0-9-]{0,5}|[A-Z]\\b)';
/** What stands where a label or a last line says that it is a street: a number, then words to the next comma. */
const DECLARED = `(?:(?:flat|apt\\.?|unit|suite|ste\\.?) ?\\w{1,5}, ?)?(?:\\d{1,6}[A-Za-z]?(?:[-/]\\d{1,5})?(?: 1/2)?,? |(?:RR|HC|Rural Route|County Road|Highway|Hwy|Route) ?#?\\d)(?=[^\\n]*[A-Za-z])[^\\n\\r\\t|;,]{1,60}?(?:, ?(?:${UNIT}|# ?\\w{1,6}))?(?=[ ]{2}|[ ]*[\\n\\r\\t|;,")]|[ ]*$|\\.(?:\\s|$)| (?:in|phone|tel|dob|city|cell|email|ssn|mrn|state|zip)\\b)`;

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
      regex: ` (?:${TYPE}|${TYPE.toUpperCase()})\\b(?:\\.? (?:N|S|E|W|NE|NW|SE|SW)\\b)?(?:\\.?,? ?(?i:${UNIT}))?`,
      lead: "(?<![\\d)][-. ]?)(?:(?<!-)\\b)\\d{1,6}[A-Z]?(?:-\\d{1,5})?,? (?:(?:N|S|E|W|NE|NW|SE|SW|North|South|East|West)\\.? )?[A-Z0-9][A-Za-z0-9'.-]{0,24}(?: [A-Z0-9][A-Za-z0-9'.-]{0,24}){0,3}",
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'before-city',
      regex: `,? ${STATE}\\.?,?[ ]{1,3}\\d{5}(?:-\\d{4})?\\b`,
      lead: "(?<value>\\b\\d{1,6}[A-Za-z]?(?:-\\d{1,5})?(?: 1/2)? [A-Za-z0-9][^\\n\\r\\t|;:@]{1,60}?)(?:, ?|[ ]*\\r?\\n[ \\t]*|[ ]{2,})[A-Z][A-Za-z'. -]{1,30}",
      likelihood: 'LIKELY',
      validated: 'LIKELY',
    },
    {
      name: 'lives-at',
      first: ['lives', 'living', 'live', 'resides', 'residing', 'resident', 'residence', 'moved', 'home'],
      regex:
        '(?:[Ll]ives?|[Ll]iving|[Rr]esid(?:es|ing|ent|ence)|[Mm]oved|[Hh]ome)(?: is)? (?:at|of|to) (?P<value>)(?=\\d)',
      tail: `(?:${DECLARED})`,
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
    (!/^(?:19|20)\d\d\b/.test(value) && !/\b(?:mg|ml|mcg|units|days|weeks|months|years|hours)\b/i.test(value)) ||
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
    'pt address',
    'home addr',
    'mailing addr',
    'mail address',
    'billing address',
    'permanent address',
    'current address',
    'street addr',
    'address line1',
    'addr line 1',
    'addr 1',
    'address street',
    'guarantor address',
    'subscriber address',
    'member address',
    'insured address',
    'residence address',
    'domicile',
    'anschrift',
    'domicilio',
    'direccion',
    'adresse',
  ],
  labelled: DECLARED,
  exclusions: ['level', 'figure', 'table', 'chapter', 'section', 'version', 'step'],
});
