/** The straight path: content → extract → detect → decide → transform. It composes the stages and keeps what they read. */
import { encodeText } from './charset.ts';
import { type Copied, createCopies, type Tokens } from './copies.ts';
import { openDatasets } from './dataset/open.ts';
import { compilePolicy, decide, withoutCopy } from './decide.ts';
import type { Detector } from './define.ts';
import { createDetection } from './detect.ts';
import { customDetectors, problemsOfCustom } from './detection/custom.ts';
import type { LoadedDataset } from './detection/datasets.ts';
import { createSetAside } from './detection/set-aside.ts';
import { detectors } from './detectors/index.ts';
import { DEFAULT_BUDGET, readParts, readWhole, sizeOf } from './extract.ts';
import { readTransfer } from './inspect.ts';
import { createInspections } from './inspections.ts';
import { createLexicon } from './lexicon.ts';
import { createNormalise } from './normalize.ts';
import { createRecogniser } from './ocr.ts';
import { type CompiledPolicy, type DetectionSettings, type Policy, policyHash } from './policy/index.ts';
import { loadRe2 } from './re2.ts';
import { createScanner, type ScanLists, type Scanner, type ScanPattern } from './scan.ts';
import { evidenceOf, type HostCrypto, sealTo } from './seal.ts';
import { joinable } from './splices.ts';
import { createTerms } from './terms.ts';
import { applyEdits, editsFor, quoteNumbers } from './transform.ts';
import type {
  Budget,
  Engine,
  Features,
  Gap,
  Inspection,
  InspectionId,
  LibraryData,
  OnFindings,
  ReadingAids,
  Transfer,
} from './types.ts';
import { UNIT_FOLDS } from './unit-folds.ts';

export interface EngineOptions {
  /** RE2, as `re2/build.ts` makes it. */
  readonly re2: WebAssembly.Module;
  /** Drugs and conditions, one a line. */
  readonly terms?: string;
  /** Names and ordinary words, as `cli/lexicon.ts` writes them. */
  readonly lexicon?: string;
  /** The host's WebCrypto, for the policy's hash and for sealing; without it decisions bear an empty hash. */
  readonly subtle?: HostCrypto['subtle'];
  /** The host's randomness, for sealing only. */
  readonly random?: HostCrypto['random'];
  /** Character maps and decoders; without them what needs one is a gap. */
  readonly data?: LibraryData;
}

/** Deterministic: the same calls give the same answers, byte for byte. Throws where RE2 refuses a pattern of ours. */
export async function createEngine({ re2, terms, lexicon, subtle, random, data }: EngineOptions): Promise<Engine> {
  const library = loadRe2(re2);
  const normalise = createNormalise(library.folder(UNIT_FOLDS));
  const words = {
    ...(terms === undefined ? {} : { terms: createTerms(terms) }),
    ...(lexicon === undefined ? {} : { lexicon: createLexicon(lexicon) }),
  };
  const compile = (patterns: readonly ScanPattern[], lists: ScanLists) => createScanner(library, patterns, lists);
  const lend = createAids(data);
  const kept = createInspections();
  let policy: CompiledPolicy | null = null;
  let key = '';
  /** Inspections that are read right now; one that is forgotten ends at its next chunk. */
  const running = new Set<InspectionId>();
  let setup = setupFor(null);

  function setupFor(from: Policy | null, datasets: readonly LoadedDataset[] = []) {
    const settings = from?.detection;
    const off = new Set<string>(settings?.off ?? []);
    const own = from === null ? [] : customDetectors(from);
    const detection = detectionWith([...detectors.filter(({ infoType }) => !off.has(infoType)), ...own], {
      settings,
      datasets,
    });
    return {
      detection,
      budget: budgetOf(from),
      aids: { ...lend(from), knows: detection.knows },
      setAside: createSetAside(settings),
    };
  }

  function detectionWith(on: readonly Detector[], { settings, datasets = [], scanner = compile }: OfPolicy = {}) {
    const listed = settings?.alwaysFind ?? [];
    return createDetection({ scanner, normalise, detectors: on, listed, datasets, ...words });
  }

  /** The policy's own detectors, each tried by itself; what was compiled for that is given back. */
  function problemsIn(from: Policy) {
    const tried: { free(): void }[] = [];
    const scanner = (patterns: readonly ScanPattern[], lists: ScanLists) => {
      const made = library.scanner(patterns, lists);
      tried.push(made);
      return made;
    };
    const problems = problemsOfCustom(from, {
      problemOf: (regex, most) => library.problemOf(regex, most),
      detectionOf: (detector) => detectionWith([detector], { scanner }),
    });
    for (const one of tried) one.free();
    return problems;
  }

  const inspect = async (transfer: Transfer, onFindings: OnFindings | null = null): Promise<Read> => {
    const { id } = transfer;
    if (id !== '') running.add(id);
    const before = (transfer.follows ?? []).map((followed) => kept.get(followed));
    const earlier = before.flatMap((held) => joinable(held?.items ?? []).slice(0, 1)).map(({ text }) => text);
    const read = await readTransfer(transfer, setup, onFindings, () => id !== '' && !running.has(id), earlier);
    running.delete(id);
    const lost = before.includes(null);
    const gaps: readonly Gap[] = [
      ...read.gaps,
      ...(lost ? [{ item: 0, part: '', reason: 'history-lost' } as const] : []),
      ...(transfer.unread ?? []).map((reason) => ({ item: -1, part: '', reason })),
    ];
    const bytes = transfer.items.reduce((sum, item) => sum + sizeOf(item), 0);
    const reasons = gaps.map(({ reason }) => reason);
    const features = read.summary.features(reasons, bytes, transfer.items.length);
    const { findings, parts, whole } = read;
    return { inspection: { id: transfer.id, findings, gaps, features, parts }, whole };
  };

  const copies = createCopies({
    inspectText: async (text) =>
      (await inspect({ id: '', items: [{ mediaType: 'text/plain', content: text }] })).inspection.findings,
    readWhole,
    readParts: (item, parts) => readParts(item, parts, setup.budget, setup.aids),
    editsFor: (text, findings, obligations) => editsFor(text, findings, obligations, key),
    quoteNumbers,
    applyEdits,
    encodeText,
    sizeOf,
  });

  const copied = (id: InspectionId): Copied | null => {
    const held = kept.get(id);
    if (held === null) return null;
    const { findings, gaps } = held.inspection;
    // Where findings are missing no copy is whole.
    const gapped = held.whole ? gaps.map(({ item }) => item) : held.items.keys();
    return { id, items: held.items, findings, gapped: new Set(gapped) };
  };

  /** Tokens that nobody could ever turn back would be a loss, and tokens without a key would be nobody's. */
  const canTokenise = (): boolean =>
    key !== '' && policy?.policy.evidenceKey !== undefined && subtle !== undefined && random !== undefined;

  const sealTokens = async (tokens: Tokens) => {
    const recipient = policy?.policy.evidenceKey;
    if (recipient === undefined || subtle === undefined || random === undefined)
      throw new Error('tokenise: the evidence key of the policy, or the host’s crypto, is missing');
    return sealTo(JSON.stringify({ tokens }), recipient, { subtle, random });
  };

  return {
    async load(next, keys, files = {}) {
      const { id, version } = next;
      const hash = subtle === undefined ? '' : await policyHash(next, (bytes) => digestWith(subtle, bytes));
      const opened = openDatasets(next, keys?.pseudonym ?? '', files);
      const problems = [...problemsIn(next), ...opened.problems];
      if (problems.length > 0) return { id, version, hash, problems };
      key = keys?.pseudonym ?? '';
      setup = setupFor(next, opened.datasets);
      policy = compilePolicy(next, hash);
      return { id, version, hash, problems };
    },
    async inspect(transfer, onFindings) {
      const { inspection, whole } = await inspect(transfer, onFindings);
      kept.keep(transfer.id, { inspection, whole, items: transfer.items });
      return inspection;
    },
    async decide(request) {
      if (policy === null) throw new Error('decide before load: give the engine a policy first');
      const { content } = request;
      const features = typeof content === 'string' ? (kept.get(content)?.inspection.features ?? LOST) : content;
      const decision = decide(policy, { ...request, content: features });
      if (decision.action !== 'redact' && decision.action !== 'tokenise') return decision;
      if (decision.action === 'tokenise' && !canTokenise()) return withoutCopy(decision);
      const of = typeof content === 'string' ? copied(content) : null;
      const copy = of === null ? null : await copies.transform(of, decision.obligations);
      return copy?.complete === true ? decision : withoutCopy(decision);
    },
    async transform(id, obligations) {
      const of = copied(id);
      if (of === null) return { items: [], complete: false, removed: {} };
      const { tokens, ...copy } = await copies.transform(of, obligations);
      return Object.keys(tokens).length === 0 ? copy : { ...copy, tokens: await sealTokens(tokens) };
    },
    async preview(id, obligations) {
      const of = copied(id);
      return of === null ? { items: [] } : copies.preview(of, obligations);
    },
    async seal(id, recipient) {
      const held = kept.get(id);
      if (held === null || subtle === undefined || random === undefined)
        throw new Error('seal: the inspection, or the host’s crypto, is missing');
      const evidence = await evidenceOf(held.items, held.inspection.findings, (item, parts) =>
        readParts(item, parts, setup.budget, setup.aids),
      );
      return sealTo(JSON.stringify(evidence), recipient, { subtle, random });
    },
    async forget(id) {
      running.delete(id);
      kept.forget(id);
    },
  };
}

/**
 * What the host lends to extractors under a policy: the files of libraries, and letters in pictures where
 * the policy switches them on.
 */
export function createAids(data: LibraryData | undefined): (policy: Policy | null) => ReadingAids {
  if (data === undefined) return () => ({});
  const recognise = createRecogniser(data);
  return (policy) => (policy?.detection?.ocr === true ? { data, recognise } : { data });
}

/** An inspection that is no longer held was as good as never made. */
const LOST: Features = { counts: {}, phi: false, persons: 0, gaps: ['engine-unavailable'], bytes: 0, items: 0 };

const digestWith = async (subtle: HostCrypto['subtle'], bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await subtle.digest('SHA-256', bytes));

/** What a policy adds to our own detectors. */
interface OfPolicy {
  readonly settings?: DetectionSettings | undefined;
  readonly datasets?: readonly LoadedDataset[];
  readonly scanner?: (patterns: readonly ScanPattern[], lists: ScanLists) => Scanner;
}

interface Read {
  readonly inspection: Inspection;
  /** False where findings were counted and not kept. */
  readonly whole: boolean;
}

/** Limits bear the names of the budget's units. */
const budgetOf = (policy: Policy | null): Budget => ({ ...DEFAULT_BUDGET, ...policy?.limits });
