/** The straight path: content → extract → detect → decide → transform. It composes the stages and keeps what they read. */
import { encodeText } from './charset.ts';
import { type Copied, createCopies } from './copies.ts';
import { compilePolicy, decide, withoutCopy } from './decide.ts';
import { createDetection, type Detected, type Detection } from './detect.ts';
import { valueKey } from './detection/candidate.ts';
import { detectors } from './detectors/index.ts';
import { DEFAULT_BUDGET, extract, readParts, readWhole, sizeOf } from './extract.ts';
import { createInspections } from './inspections.ts';
import { normalise } from './normalize.ts';
import { createSummary } from './persons.ts';
import { type CompiledPolicy, type Policy, policyHash } from './policy/index.ts';
import { loadRe2 } from './re2.ts';
import { createScanner } from './scan.ts';
import { evidenceOf, type HostCrypto, sealTo } from './seal.ts';
import { createTerms } from './terms.ts';
import { applyEdits, editsFor, quoteNumbers } from './transform.ts';
import type {
  Budget,
  Engine,
  Features,
  Finding,
  Gap,
  Inspection,
  InspectionId,
  OnFindings,
  Transfer,
} from './types.ts';

export interface EngineOptions {
  /** RE2, as `re2/build.ts` makes it. */
  readonly re2: WebAssembly.Module;
  /** Drugs and conditions, one a line. */
  readonly terms?: string;
  /** The host's WebCrypto, for the policy's hash and for sealing; without it decisions bear an empty hash. */
  readonly subtle?: HostCrypto['subtle'];
  /** The host's randomness, for sealing only. */
  readonly random?: HostCrypto['random'];
}

/** Deterministic: the same calls give the same answers, byte for byte. Throws where RE2 refuses a pattern of ours. */
export async function createEngine({ re2, terms, subtle, random }: EngineOptions): Promise<Engine> {
  const library = loadRe2(re2);
  const words = terms === undefined ? {} : { terms: createTerms(terms) };
  const kept = createInspections();
  let policy: CompiledPolicy | null = null;
  let setup = setupFor(null);

  function setupFor(from: Policy | null) {
    const off = new Set<string>(from?.detection?.off ?? []);
    const on = detectors.filter(({ infoType }) => !off.has(infoType));
    const detection = createDetection({
      scanner: (patterns, lists) => createScanner(library, patterns, lists),
      normalise,
      detectors: on,
      ...words,
    });
    return { detection, budget: budgetOf(from), allowed: from?.detection?.allowList ?? [], off };
  }

  const inspect = async (transfer: Transfer, onFindings: OnFindings | null = null): Promise<Read> => {
    const read = await readTransfer(transfer, setup, onFindings);
    const lost = (transfer.follows ?? []).some((id) => kept.get(id) === null);
    const gaps: readonly Gap[] = lost ? [...read.gaps, { item: 0, part: '', reason: 'history-lost' }] : read.gaps;
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
    readParts: (item, parts) => readParts(item, parts, setup.budget),
    editsFor,
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

  return {
    async load(next) {
      setup = setupFor(next);
      const hash = subtle === undefined ? '' : await policyHash(next, (bytes) => digestWith(subtle, bytes));
      policy = compilePolicy(next, hash);
      return { id: next.id, version: next.version, hash };
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
      const of = typeof content === 'string' ? copied(content) : null;
      const copy = of === null ? null : await copies.transform(of, decision.obligations);
      return copy?.items.every((item) => item !== null) === true ? decision : withoutCopy(decision);
    },
    async transform(id, obligations) {
      const of = copied(id);
      return of === null ? { items: [], removed: {} } : copies.transform(of, obligations);
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
        readParts(item, parts, setup.budget),
      );
      return sealTo(JSON.stringify(evidence), recipient, { subtle, random });
    },
    async forget(id) {
      kept.forget(id);
    },
  };
}

/** An inspection that is no longer held was as good as never made. */
const LOST: Features = { counts: {}, phi: false, persons: 0, gaps: ['engine-unavailable'], bytes: 0, items: 0 };

const digestWith = async (subtle: HostCrypto['subtle'], bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  new Uint8Array(await subtle.digest('SHA-256', bytes));

interface Setup {
  readonly detection: Detection;
  readonly budget: Budget;
  readonly allowed: readonly string[];
  readonly off: ReadonlySet<string>;
}

interface Read {
  readonly inspection: Inspection;
  /** False where findings were counted and not kept. */
  readonly whole: boolean;
}

/** Every item through extraction and detection; one session per part. */
async function readTransfer(
  { items }: Transfer,
  { detection, budget, allowed, off }: Setup,
  onFindings: OnFindings | null,
) {
  const summary = createSummary();
  const findings: Finding[] = [];
  const gaps: Gap[] = [];
  let parts = 0;
  let whole = true;
  const take = async (detected: readonly Detected[], item: number, part: string): Promise<void> => {
    const own = detected.filter((one) => !isSetAside(one, allowed, off));
    for (const one of own) summary.add(one);
    const room = budget.findings - findings.length;
    findings.push(...own.slice(0, room).map(({ finding }) => finding));
    if (onFindings !== null && own.length > 0) await onFindings(own.map(({ finding }) => finding));
    if (own.length <= room) return;
    if (whole && onFindings === null) gaps.push({ item, part, reason: 'too-large' });
    whole = false;
  };
  for (const [item, content] of items.entries()) {
    const sessions = new Map<string, ReturnType<Detection['open']>>();
    for await (const found of extract(content, budget)) {
      if (found.kind === 'gap') {
        gaps.push({ item, part: found.part, reason: found.reason });
        continue;
      }
      const { part, last } = found.chunk;
      let session = sessions.get(part);
      if (session === undefined) {
        session = detection.open(item, part);
        sessions.set(part, session);
        parts++;
      }
      await take(session.push(found.chunk), item, part);
      if (last) sessions.delete(part);
    }
  }
  return { summary, findings, gaps, parts, whole };
}

/** Values that the policy calls nobody's, and infoTypes that it switches off where a format declares them. */
const isSetAside = ({ finding, key }: Detected, allowed: readonly string[], off: ReadonlySet<string>): boolean =>
  off.has(finding.infoType) || allowed.some((value) => valueKey(finding.infoType, value) === key);

/** Limits bear the names of the budget's units. */
const budgetOf = (policy: Policy | null): Budget => ({ ...DEFAULT_BUDGET, ...policy?.limits });
