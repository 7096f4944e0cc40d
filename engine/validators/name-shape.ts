/** Latin letters with their marks, as ranges, so that RE2 and JavaScript read them alike. */
const UPPER = 'A-ZÀ-ÖØ-ÞĀ-ɏḀ-ỿ';
const LOWER = 'a-zß-öø-ÿĀ-ɏḀ-ỿ';

/** What every name begins with. */
export const CAPITAL = `[${UPPER}]`;

/** Garcia, O'Neil, McDonald, Delacroix-Webb, Nguyen-O'Brien; with a straight or a typographic apostrophe. */
export const TITLE_WORD = `(?:[${UPPER}]['’])?[${UPPER}][${LOWER}]{1,20}(?:[${UPPER}][${LOWER}]{1,20})?(?:[-'’](?:[${UPPER}]['’])?[${UPPER}][${LOWER}]{1,20})?`;
const CAPITALS = `(?:[${UPPER}]['’])?[${UPPER}]{2,20}(?:[-'’][${UPPER}]{2,20})?`;
export const PARTICLE = '(?:de la|de los|de|la|del|van der|van den|van|von|der|den|di|da|dos|al|el|bin|ben)';
const SUFFIX = '(?:,? (?:Jr|Sr|JR|SR|II|III|IV)\\b\\.?)?';
const INITIAL = `[${UPPER}]\\b\\.?`;

/** One or two names with their initials and particles; at least two where `FULL_NAME`. */
export const ANY_NAME = `${TITLE_WORD}(?:(?: ${INITIAL}){1,2}(?: ${PARTICLE})? ${TITLE_WORD}| ${PARTICLE} ${TITLE_WORD}| ${TITLE_WORD})?${SUFFIX}`;
export const FULL_NAME = `${TITLE_WORD}(?: (?:${INITIAL}|${PARTICLE}|${TITLE_WORD})){0,3} ${TITLE_WORD}${SUFFIX}`;
/** Garcia, Maria L.; Gonzalez Rivera, Luis; Garcia, M */
export const LAST_FIRST = `${TITLE_WORD}(?: ${TITLE_WORD})?, ?(?:${TITLE_WORD}|${INITIAL})(?: (?:${INITIAL}|${TITLE_WORD}))?`;
/** JOHN A SMITH, SMITH, JOHN A, SMITH,JOHN */
export const CAPITAL_NAME = `(?:${CAPITALS}(?: ${CAPITALS})?, ?(?:${CAPITALS}|${INITIAL})(?: (?:${CAPITALS}|${INITIAL}))?|${CAPITALS} (?:(?:${INITIAL}|${CAPITALS}) ){0,2}${CAPITALS}(?: ${INITIAL})?)`;
/** J. Alvarez, R. PATEL, J.R. Smith */
export const INITIAL_NAME = `(?:[${UPPER}]\\. ?|[${UPPER}] ){1,2}(?:${TITLE_WORD}|${CAPITALS})`;
/** Names in other scripts: Cyrillic, Greek, Han, Kana, Hangul, Arabic, Hebrew, Devanagari. */
export const OTHER_SCRIPT =
  '[Ͱ-ϿЀ-ӿ֐-׿؀-ۿऀ-ॿ]{2,20}(?:[ -][Ͱ-ϿЀ-ӿ֐-׿؀-ۿऀ-ॿ]{2,20}){0,3}|[一-鿿ぁ-ヿ가-힣]{1,4}(?:[ ・][一-鿿ぁ-ヿ가-힣]{1,6})?';
/** What every declared name begins with. */
export const DECLARED_START = `[${UPPER}Ͱ-ϿЀ-ӿ֐-׿؀-ۿऀ-ॿ一-鿿ぁ-ヿ가-힣]`;
/** What may follow a label that declares a name. */
export const DECLARED_NAME = `(?:${LAST_FIRST}|${FULL_NAME}|${CAPITAL_NAME}|${INITIAL_NAME}|${TITLE_WORD}|${CAPITALS}|${OTHER_SCRIPT})`;

/** Labels and headings that stand beside a name on a form: no part of it, so that they are cut off its ends. */
const FORM_WORDS: ReadonlySet<string> = new Set(
  `age dob sex gender male female mrn ssn phone fax email address date birth admitted discharged account acct medical record number id
  insurance diagnosis dx room rm bed unit ward floor location provider attending physician dr mr mrs ms miss mx doctor patient patients pt
  relationship relation contact emergency name names first last middle family given maiden full legal title signature signed by tel cell home work mobile
  visit encounter admission discharge status race ethnicity language marital occupation employer allergies weight height time page note notes
  group policy member subscriber guarantor plan payer primary secondary referring referred reason chief complaint history type yes no n/a none unknown
  monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november december`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Words of organisations, places and functions: where one stands, the whole is no person. */
const ORGANISATIONS: ReadonlySet<string> = new Set(
  `hospital hospitals clinic clinics center centre department departments university college school schools institute foundation association society committee council corporation company inc llc
  services service systems system insurance medicare medicaid pharmacy laboratory laboratories hospice healthcare health medicine nursing rehabilitation
  representative representatives counselor counselors coordinator administrator administration management manager director assistant associates
  street avenue road boulevard lane drive court place square highway parkway terrace trail suite building county
  syndrome disease disorder syndromes diseases information education portal leaflet survey surveys safety satisfaction engagement advocacy rights handout
  program programs project portfolio protection act agreement policy questionnaire form forms report reports record records review card cards
  weekly daily news press media support team teams group network partners partnership council congress library museum airport park
  tablets tablet capsules capsule hydrochloride sodium injection solution cream ointment`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** True for a word that names an organisation, a place or a function. */
export const isOrganisation = (word: string): boolean => ORGANISATIONS.has(word.toLowerCase());

/** Words in title case that begin sentences, answer questions and fill forms; none is a name by itself. */
const NOT_NAMES: ReadonlySet<string> = new Set(
  `a about above access account accounts active address admin administration admission admitted adult after age agreement all allergies allergy am an and
  annual answer any appointment appointments are area as assessment assistance assistant at attending authorization available back be before benefits
  best billing birth blood board body by call calls can cannot care case cause causes change chart charts check child children chronic city class
  clinical code committee common community company complaint condition consent consult contact continued control corporation could council country county
  customer daily data date dear description details diagnosed diagnosis did disease director discharge discharged do doctor document does drug due each
  editor education effects email emergency employee encounter english evaluation every exam examination example experience facility family father fax
  federal female file find first florida follow following for foundation from full gender general get given good government group guide guidelines had
  has have he health hello help her here hi him his history home how i id identification identifier identifiers if in inc index info information initial
  injury inquiry internal international introduction is issue it item january february july september october november december monday tuesday wednesday
  thursday friday saturday sunday jr key known lab language last law level life list living local location log madam main male management manager me
  medical medication medications medicine member members mental message met middle minutes model more mother mr mrs ms my name names national new next no
  none normal not note notes null number nurse nursing of office officer on only or order orders organization other our outpatient inpatient over
  overview page parent parents patient patients payment people person persons phone physical physician plan please policy population portal post practice
  present presents previous primary privacy private problem problems procedure procedures profile program project protection provider providers public
  question questions rate read record records reference referral referred related relations report reports request requested required research resource
  resources response results return review right rights risk sample san screening search section see seen select senior set sex she should sign signature
  sir sister smoking social society some source special specialist staff start state states status student study subject summary support surgery surgical
  symptoms table taking team technology test testing tests thank thanks that the their them then there these they this those time title to today total
  training transfer treatment tree trial type under unit united unknown untitled up update url us use used user username value version view visit visits
  was we website welcome were what when where which while who why will with within without women work world would year years yes you your anonymous
  undefined true false advocate advocacy navigator navigation bill engagement flow centered acuity outcome outcomes mom dad mommy daddy baby subsequently
  also currently previously later recently now nobody everyone someone god tour listening activation volume volumes admissions discharges monitoring
  monitor handout affordable act yeah yep nope okay ok um uh hmm oh well sure great fine exactly correct absolutely definitely maybe perhaps never always
  sometimes usually probably actually just like really very so too sorry hey bye wow alright mhm its don't doesn't didn't can't won't many few most both
  either neither even still yet already almost around since until whom whose`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/**
 * A name as a label or title declares it: letters, at most seven parts, no heading at its ends, no word of
 * an organisation in it, and not made of ordinary words alone. Example: Maria Garcia-Lopez yes, Rose Page
 * yes, Care Services no, Unknown no.
 */
export const isPlausibleName = (value: string): boolean => {
  const parts = value
    .toLowerCase()
    .split(/[\s,.]+/)
    .filter((part) => part !== '');
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  return (
    parts.length > 0 &&
    parts.length <= 7 &&
    !/[\d_@#<>{}[\]|=;:"\\]/.test(value) &&
    (parts.some((part) => part.length > 1) || NOT_LATIN.test(value)) &&
    !isFormWord(first) &&
    !isFormWord(last) &&
    !parts.some((part) => ORGANISATIONS.has(part) && !(parts.length === 2 && part === last && FAMILIES.has(part))) &&
    !parts.every((part) => part.length === 1 || isNoName(part, parts.length))
  );
};

/** Family names among the words of places. */
const FAMILIES: ReadonlySet<string> = new Set(['street', 'lane', 'park', 'court', 'square']);

const NOT_LATIN = /[^\u0000-\u024f\u1e00-\u1eff]/;

const isNoName = (part: string, parts: number): boolean =>
  ALSO_NAMES.has(part) ? parts === 1 : part.split('-').every((piece) => NOT_NAMES.has(piece) || FORM_WORDS.has(piece));

/** Single letters are initials. */
const isFormWord = (part: string): boolean => part.length > 1 && FORM_WORDS.has(part) && !ALSO_NAMES.has(part);

/** Words that are names too: not alone, but beside another part that is plausible. */
const ALSO_NAMES: ReadonlySet<string> = new Set(
  'north south east west march april may june august long high low page law case bill grant will young do an rose mark street state love sample senior back'.split(
    ' ',
  ),
);

/** A value of a field that can only be a name: letters of any script, marks, spaces. */
export const isLetters = (value: string): boolean =>
  /^[\p{L}\p{M}][\p{L}\p{M}\s.,'’()"-]*$/u.test(value) && value.length <= 80 && value.split(/\s+/).length <= 7;
