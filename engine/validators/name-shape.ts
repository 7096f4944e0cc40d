/** Latin letters with their marks, as ranges, so that RE2 and JavaScript read them alike. */
const UPPER = 'A-ZÀ-ÖØ-ÞĀ-ſ';
const LOWER = 'a-zß-öø-ÿĀ-ſ';

/** What every name begins with. */
export const CAPITAL = `[${UPPER}]`;

/** Garcia, O'Neil, McDonald, Delacroix-Webb, Nguyen-O'Brien; with a straight or a typographic apostrophe. */
const TITLE = `(?:[${UPPER}]['’])?[${UPPER}][${LOWER}]{1,20}(?:[${UPPER}][${LOWER}]{1,20})?(?:[-'’](?:[${UPPER}]['’])?[${UPPER}][${LOWER}]{1,20})?`;
const CAPITALS = `[${UPPER}]{2,20}(?:[-'][${UPPER}]{2,20})?`;
const PARTICLE = '(?:de la|de los|de|la|del|van der|van den|van|von|der|den|di|da|dos|al|el|bin|ben)';
const SUFFIX = '(?:,? (?:Jr|Sr|II|III|IV)\\b\\.?)?';

/** One to five parts in title case; at least two where `FULL_NAME`. */
export const ANY_NAME = `${TITLE}(?: (?:[${UPPER}]\\.?|${PARTICLE}|${TITLE})){0,4}?(?: ${TITLE})?${SUFFIX}`;
export const FULL_NAME = `${TITLE}(?: (?:[${UPPER}]\\b\\.?|${PARTICLE}|${TITLE})){0,3} ${TITLE}${SUFFIX}`;
/** Garcia, Maria L. */
export const LAST_FIRST = `${TITLE}(?: ${TITLE})?, ?${TITLE}(?: (?:[${UPPER}]\\b\\.?|${TITLE}))?`;
/** JOHN A SMITH, SMITH, JOHN A */
export const CAPITAL_NAME = `${CAPITALS},? (?:(?:[${UPPER}]\\.?|${CAPITALS}) ){0,2}${CAPITALS}(?: [${UPPER}]\\b\\.?)?`;
/** What may follow a label that declares a name. */
export const DECLARED_NAME = `(?:${LAST_FIRST}|${FULL_NAME}|${CAPITAL_NAME}|${TITLE})`;

/** Words in title case that begin sentences, head sections and fill forms; none is a name beside a label. */
const NOT_NAMES: ReadonlySet<string> = new Set(
  `a about above access account accounts active address admin administration admission admitted adult after age agreement all allergies
  allergy am an and annual answer any appointment appointments are area as assessment assistance assistant at attending
  authorization available back be before benefits best billing birth blood board body by call calls can cannot care case cause causes center
  centre change chart charts check child children chronic city class clinic clinical code college committee common community
  company complaint condition consent consult contact continued control corporation could council country county customer daily
  data date dear department description details diagnosed diagnosis did disease director discharge discharged do
  doctor document does drug due each editor education effects email emergency employee encounter english evaluation every exam examination example
  experience facility family father fax federal female file find first florida follow following for foundation from full gender general
  get given good government group guide guidelines had has have he health hello help her here hi him his history
  home hospital hospitals hospice how i id identification identifier identifiers if in inc index info information initial
  injury inquiry insurance internal international international introduction is issue it item january february july
  september october november december monday tuesday wednesday thursday friday saturday sunday jr key known lab language last law level life list
  living local location log madam main male management manager me medical medication medications medicine
  member members mental message met middle minutes model more mother mr mrs ms my name names national
  new next no none normal not note notes null number nurse nursing of office officer on only or order orders organization other our
  outpatient inpatient over overview page parent parents patient patients payment people person persons phone physical
  physician plan please policy population portal post practice present presents previous primary privacy private problem
  problems procedure procedures profile program project protection provider providers public question questions rate read
  record records reference referral referred related relations report reports request requested required research resource resources response
  results return review right rights risk safety sample san satisfaction school screening search section see seen select
  senior service services set sex she should sign signature sir sister smoking social society some source   special specialist staff start state states status street student study subject summary support surgery surgical survey symptoms
  system systems table taking team technology test testing tests thank thanks that the their them then there these they
  this those time title to today total training transfer treatment tree trial type under unit united university
  unknown untitled up update url us use used user username value version view visit visits was we website welcome were what when where which
  while who why will with within without women work world would year years yes you your anonymous undefined true false
  department advocate advocacy navigator navigation bill engagement flow centered acuity encounter outcome outcomes mom dad mommy daddy baby subsequently then also currently previously later recently now nurse nobody everyone someone god tour listening satisfaction survey surveys
  education activation volume volumes admissions discharges monitoring monitor handout protection affordable act`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words that are names too: not alone, but beside another part that is plausible. */
const ALSO_NAMES: ReadonlySet<string> = new Set(
  'north south east west march april may june august long high low'.split(' '),
);

/**
 * A name as a label or title declares it: letters, at most six parts, none of them a word of forms and
 * headings. Example: Maria Garcia-Lopez yes, Care Services no, Unknown no.
 */
export const isPlausibleName = (value: string): boolean => {
  const parts = value
    .toLowerCase()
    .split(/[\s,.]+/)
    .filter((part) => part !== '');
  return (
    parts.length > 0 &&
    parts.length <= 7 &&
    !/[\d_@#<>{}[\]|=;:"\\]/.test(value) &&
    parts.some((part) => part.length > 1) &&
    !parts.every((part) => ALSO_NAMES.has(part)) &&
    parts.every((part) => !NOT_NAMES.has(part) || (part.length === 1 && parts.length > 1))
  );
};
