/** One document through the product's own engine, against what is known of it. */
import { extract } from '../../engine/extract.ts';
import { type Engine, type Finding, type GapReason, type InfoType, readParts } from '../../engine/index.ts';
import { concernsPatient, counts, type Document, type Gold, LABELS } from './document.ts';

/** `silent`: neither text nor a gap came out, which must not be. */
export type Reading = 'read' | 'gap' | 'silent';

export interface Verdict {
  readonly label: string;
  readonly patient: boolean;
  /** A finding of a right infoType lies over it. */
  readonly typed: boolean;
  /** Each letter and digit of it lies in a finding of some identifier. */
  readonly covered: boolean;
}

export interface Measured {
  readonly document: Document;
  readonly reading: Reading;
  readonly gaps: readonly GapReason[];
  /** Gold values that stand in the extracted text, and those that do not. */
  readonly present: number;
  readonly lost: readonly Gold[];
  readonly verdicts: readonly Verdict[];
  /** Gold that concerns the patient and is not covered. */
  readonly leaked: readonly Gold[];
  /** What was found, by label, where the document's gold is complete for it. */
  readonly judged: readonly { readonly label: string; readonly right: boolean; readonly finding: Finding }[];
  readonly identifiers: readonly Finding[];
  readonly phi: boolean;
}

const ID = 'accuracy';

export async function measure(engine: Engine, document: Document): Promise<Measured> {
  const { texts, gaps } = await extracted(document);
  const { findings, features } = await engine.inspect({ id: ID, items: [document.item] });
  await engine.forget(ID);
  const identifiers = findings.filter(({ hipaa, likelihood }) => hipaa !== null && !likelihood.includes('UNLIKELY'));
  const gold = document.gold ?? [];
  const whole = flat(texts.join('\n'));
  const lost = gold.filter((one) => !standsIn(whole, one));
  const counted = gold.filter(counts);
  const find = await finder(document, identifiers);
  const verdicts = counted.map((one): Verdict => {
    const over = find(one);
    const typed = over.findings.some(({ infoType }) => LABELS[one.label]?.includes(infoType) === true);
    return { label: one.label, patient: concernsPatient(one), typed, covered: over.covered };
  });
  return {
    document,
    reading: gaps.length > 0 ? 'gap' : texts.some((text) => text !== '') || document.bytes === 0 ? 'read' : 'silent',
    gaps,
    present: gold.length - lost.length,
    lost,
    verdicts,
    leaked: counted.filter((one, i) => concernsPatient(one) && verdicts[i]?.covered === false),
    judged: judge(document, identifiers, find.over),
    identifiers,
    phi: features.phi,
  };
}

async function extracted({ item }: Document): Promise<{ readonly texts: string[]; readonly gaps: GapReason[] }> {
  const texts = new Map<string, string[]>();
  const gaps: GapReason[] = [];
  for await (const found of extract(item)) {
    if (found.kind === 'gap') gaps.push(found.reason);
    else {
      const pieces = texts.get(found.chunk.part) ?? [];
      pieces.push(found.chunk.text);
      texts.set(found.chunk.part, pieces);
    }
  }
  return { texts: [...texts.values()].map((pieces) => pieces.join('')), gaps };
}

interface Over {
  readonly findings: readonly Finding[];
  readonly covered: boolean;
}

interface Finder {
  (gold: Gold): Over;
  /** Gold that the finding lies over. */
  over(finding: Finding): readonly Gold[];
}

/** By offsets where both sides have them, else by the words that were found. */
async function finder(document: Document, identifiers: readonly Finding[]): Promise<Finder> {
  const gold = document.gold ?? [];
  const placed = gold.length > 0 && gold.every(({ start }) => start !== undefined);
  if (placed && identifiers.every(({ part }) => part === '')) return byPlace(gold, identifiers);
  const parts = await readParts(document.item, new Set(identifiers.map(({ part }) => part)));
  const quoteOf = (finding: Finding): string =>
    flat(parts.get(finding.part)?.slice(finding.start, finding.end) ?? '').toLowerCase();
  return byValue(gold, identifiers, new Map(identifiers.map((finding) => [finding, quoteOf(finding)])));
}

function byPlace(gold: readonly Gold[], identifiers: readonly Finding[]): Finder {
  const meet = (one: Gold, { start, end }: Finding): boolean => start < (one.end ?? 0) && end > (one.start ?? 0);
  const find = (one: Gold): Over => {
    const findings = identifiers.filter((finding) => meet(one, finding));
    const from = one.start ?? 0;
    const isCovered = (at: number): boolean => findings.some(({ start, end }) => start <= at && at < end);
    return { findings, covered: [...one.text].every((char, i) => !WORD.test(char) || isCovered(from + i)) };
  };
  return Object.assign(find, { over: (finding: Finding) => gold.filter((one) => meet(one, finding)) });
}

function byValue(gold: readonly Gold[], identifiers: readonly Finding[], quotes: ReadonlyMap<Finding, string>): Finder {
  const meet = (value: string, quote: string): boolean =>
    quote.length > 1 && (quote.includes(value) || value.includes(quote));
  const find = (one: Gold): Over => {
    const value = flat(one.text).toLowerCase();
    const findings = identifiers.filter((finding) => meet(value, quotes.get(finding) ?? ''));
    let left = value;
    for (const finding of findings) {
      const quote = quotes.get(finding) ?? '';
      left = quote.includes(value) ? '' : left.replaceAll(quote, ' ');
    }
    return { findings, covered: findings.length > 0 && !WORD.test(left) };
  };
  const over = (finding: Finding): readonly Gold[] =>
    gold.filter(({ text }) => meet(flat(text).toLowerCase(), quotes.get(finding) ?? ''));
  return Object.assign(find, { over });
}

/** A finding beside all gold of its kind is a false alarm, where the gold is complete for the kind. */
function judge({ complete }: Document, identifiers: readonly Finding[], over: Finder['over']): Measured['judged'] {
  return identifiers.flatMap((finding) => {
    const label = USUAL.get(finding.infoType);
    if (label === undefined || !complete.has(label)) return [];
    const right = over(finding).some((one) => LABELS[one.label]?.includes(finding.infoType) === true);
    return [{ label, right, finding }];
  });
}

/** The label for which an infoType stands first in the list. */
const USUAL: ReadonlyMap<InfoType, string> = new Map(
  Object.entries(LABELS)
    .flatMap(([label, infoTypes]) => infoTypes.map((infoType, rank) => ({ label, infoType, rank })))
    .sort((a, b) => b.rank - a.rank)
    .map(({ label, infoType }) => [infoType, label]),
);

const WORD = /[\p{L}\p{N}]/u;

const flat = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** As written, or as a reader sees it once the format's escapes are gone. */
const standsIn = (whole: string, { text }: Gold): boolean =>
  whole.includes(flat(text)) || whole.includes(flat(unescaped(text)));

const unescaped = (text: string): string =>
  text
    .replaceAll(/&#x([\da-f]+);/gi, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replaceAll(/&(amp|lt|gt|quot|apos);/g, (_, name: keyof typeof ENTITIES) => ENTITIES[name])
    .replaceAll(/\\u([\da-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\(["\\/])/g, '$1');

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const;
