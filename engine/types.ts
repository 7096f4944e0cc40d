/**
 * The vocabulary of Chartward: types only, no code.
 *
 * Offsets are half-open UTF-16 code units (JavaScript string indices); sizes are bytes; times are
 * milliseconds since the epoch and always an argument, never read from a clock.
 */
import type { HipaaClass, InfoType } from './hipaa.ts';
import type { Policy, PolicyProblem } from './policy/schema.ts';
import type { ReadingAids } from './reading-aids.ts';
import type { TransformName } from './transform-names.ts';

export type { HipaaClass, InfoType } from './hipaa.ts';
export type { LibraryData, ReadingAids, Recognise, RecognisedWord, Recognition } from './reading-aids.ts';

/** What the user did, in the words of Chromium's content analysis (connector and reason). */
export type Channel =
  | 'paste'
  | 'copy'
  | 'typing'
  | 'file-picker'
  | 'drag-drop'
  | 'form-submit'
  | 'print'
  | 'navigation'
  | 'network'
  | 'download';

/** A re-readable run of bytes. A browser `Blob` or `File` is one as it stands. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** A view of the half-open byte range; nothing is read before `arrayBuffer` is called. */
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** One thing to inspect: a clipboard flavour, a form field, a file (Google DLP's ContentItem). */
export interface ContentItem {
  /** File or field name, as the page or the disk gave it. Never recorded. */
  readonly name?: string;
  /** What the giver says it is; the type that is acted on comes from the content. */
  readonly mediaType: string;
  readonly content: string | ByteSource;
  /** One of several forms of the same content, as on a clipboard: it may be left out where another form can leave. */
  readonly flavour?: boolean;
}

export type InspectionId = string;

/** Everything that one user action would move. */
export interface Transfer {
  readonly id: InspectionId;
  readonly items: readonly ContentItem[];
  /** Earlier inspections to the same destination, so that split identifiers are joined. */
  readonly follows?: readonly InspectionId[];
  /** What leaves with the items and could not be handed over, such as pictures on a printed page. */
  readonly unread?: readonly GapReason[];
}

export type GapReason =
  | 'encrypted'
  | 'too-large'
  | 'too-deep'
  | 'unsupported'
  | 'malformed'
  | 'partial'
  | 'needs-ocr'
  | 'timed-out'
  | 'opaque'
  | 'not-replayable'
  | 'engine-unavailable'
  | 'model-loading'
  | 'history-lost';

/** What could not be inspected. A value with a policy action of its own, never an exception. */
export interface Gap {
  /** Index into `Transfer.items`; -1 for what is in none of them. */
  readonly item: number;
  /** Place inside the item: '' for the item itself, else a path such as `letters.zip!a.docx`. */
  readonly part: string;
  readonly reason: GapReason;
}

/**
 * Where a stretch of readable text came from. Segment i covers the readable range
 * [from[i], from[i + 1]) and the original range [to[i], toEnd[i]). Where both have the same length
 * the offsets run in step; otherwise the whole segment maps to the whole original range.
 */
export interface OffsetMap {
  readonly from: readonly number[] | Uint32Array;
  readonly to: readonly number[] | Uint32Array;
  readonly toEnd: readonly number[] | Uint32Array;
}

/** A value whose meaning the format itself declares: a column, a key, an element, a position. */
export interface Field {
  /** Half-open range of the value in the chunk's readable text. */
  readonly start: number;
  readonly end: number;
  /** The label as written: a CSV header, a JSON key, an XML name, a form label, `PID-5`. */
  readonly key: string;
  /** Set where the format leaves no doubt (a FHIR birthDate); otherwise detection reads `key`. */
  readonly infoType?: InfoType;
  readonly role?: Role;
  /** Values of one person's row, object or segment share a number. */
  readonly record?: number;
}

/** Readable text, handed over in order. Chunks of one part may be any length. */
export interface TextChunk {
  /** Place inside the item; '' means the item's own text, so that offsets point into the file. */
  readonly part: string;
  /** What a person would read: escapes decoded, markup gone. */
  readonly text: string;
  /** Offset of this chunk's first unit in the part's text, used where `map` is absent. */
  readonly base: number;
  /** Readable offset to offset in the part's text, where the two differ. */
  readonly map?: OffsetMap;
  readonly fields: readonly Field[];
  /** False where more text of the same part follows at once. */
  readonly last: boolean;
}

export type Extracted =
  | { readonly kind: 'text'; readonly chunk: TextChunk }
  | { readonly kind: 'gap'; readonly part: string; readonly reason: GapReason };

/** Work limits, in work units. Time is the host's. */
export interface Budget {
  /** Bytes of one item that are read at all. */
  readonly bytes: number;
  /** Bytes that archives and decoders may produce from one item, at all depths together. */
  readonly expandedBytes: number;
  /** Produced bytes per source byte of one stream, looked at after the first MiB. */
  readonly ratio: number;
  /** Archives in archives. */
  readonly depth: number;
  /** Files in the archives of one item, all together. */
  readonly entries: number;
  /** Pages of the documents of one item, all together. */
  readonly pages: number;
  /** Pixels of one item in which letters are looked for, all pictures together. */
  readonly pixels: number;
  /** Stretches of text of one item that have a place of their own: members, sheets, pages. */
  readonly parts: number;
  /** Findings that one inspection keeps, all items together. */
  readonly findings: number;
}

/** What extractors may use up. */
export type Spendable = 'expandedBytes' | 'entries' | 'pages' | 'pixels';

/** The engine's view of one extractor; `recurse` reads content found inside content. */
export interface ExtractContext {
  readonly name: string;
  readonly part: string;
  readonly depth: number;
  /** What is left for the item: look again before each member. */
  readonly budget: Budget;
  /** Takes `amount` from what is left; false, and nothing taken, where there is less. `recurse` spends by itself. */
  spend(what: Spendable, amount: number): boolean;
  readonly aids: ReadingAids;
  /** Reads an embedded item with the extractor that its content asks for. */
  recurse(source: ByteSource, name: string, part: string): AsyncIterable<Extracted>;
}

export interface Extractor {
  readonly name: string;
  /** True where offsets point into the text that the charset alone gives; absent for containers. */
  readonly textLike?: boolean;
  /** Cheap and pure, on at most the first 4 KiB. */
  accepts(head: Uint8Array): boolean;
  extract(source: ByteSource, context: ExtractContext): AsyncIterable<Extracted>;
}

export type Role = 'patient' | 'relative' | 'provider' | 'staff' | 'unknown';

export type Likelihood = 'VERY_UNLIKELY' | 'UNLIKELY' | 'POSSIBLE' | 'LIKELY' | 'VERY_LIKELY';

/** A half-open range of UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What the entries of a dataset are: the centre's patients, those who agreed to research, its staff, traps. */
export type DatasetTag = 'patient' | 'research-consent' | 'staff' | 'canary';

/** Why the engine believes it. Holds no text of the content. */
export interface Evidence {
  /** The detector's own name for the pattern that matched. */
  readonly pattern: string;
  /** True where a check digit or range rule passed. */
  readonly validated: boolean;
  /** The declared label or hotword (the detector's word, not the document's). */
  readonly hotword?: string;
}

/** One identifier or piece of health context. It carries a span and no quote. */
export interface Finding extends Span {
  readonly item: number;
  readonly part: string;
  readonly infoType: InfoType;
  /** Null for health context. */
  readonly hipaa: HipaaClass | null;
  readonly role: Role;
  readonly likelihood: Likelihood;
  /** `us-ssn@1` */
  readonly detector: string;
  readonly evidence: Evidence;
  /** Set where the detector still ripens: reported, and neither counted, redacted nor decided upon. */
  readonly stage?: 'canary';
  /** Set where the value is an entry of the policy's datasets. */
  readonly datasets?: readonly DatasetTag[];
}

/** What decisions and incidents need to know about content; it holds no content. */
export interface Features {
  /** Findings per infoType at each likelihood, patient and unknown role only. */
  readonly counts: Partial<Record<InfoType, Partial<Record<Likelihood, number>>>>;
  /** An identifier of a person together with health context. */
  readonly phi: boolean;
  /** Distinct persons, at least 1 where any identifier was found; beyond about 100,000 no more are told apart. */
  readonly persons: number;
  /** Distinct values that are entries of the policy's datasets, by their tag; absent where it has none. */
  readonly datasets?: Partial<Record<DatasetTag, number>>;
  readonly gaps: readonly GapReason[];
  /** Bytes seen. */
  readonly bytes: number;
  readonly items: number;
}

export interface Inspection {
  readonly id: InspectionId;
  readonly findings: readonly Finding[];
  readonly gaps: readonly Gap[];
  readonly features: Features;
  readonly parts: number;
}

/** HL7 v3 PurposeOfUse code, 2.16.840.1.113883.1.11.20448: TREAT, HPAYMT, HOPERAT, ETREAT … */
export type Purpose = string;

export type Trust = 'phi-system' | 'sanctioned' | 'unsanctioned' | 'unknown';

/** Weakest to strictest; see `docs` and `engine/policy/combine.ts`. */
export type Action = 'allow' | 'log' | 'warn' | 'justify' | 'redact' | 'tokenise' | 'block';

/** What an override needs before a decision may be set aside. */
export type Override = 'none' | 'justify' | 'step-up' | 'approval' | 'break-glass';

export type Severity = 'low' | 'medium' | 'high' | 'critical';

export interface UserContext {
  readonly id?: string;
  readonly roles: readonly string[];
  readonly groups: readonly string[];
}

/** Where content goes or comes from, as the browser (never the page) reports it. */
export interface Endpoint {
  readonly url: string;
}

export interface DecisionRequest {
  readonly channel: Channel;
  readonly destination: Endpoint;
  readonly source?: Endpoint;
  readonly user: UserContext;
  readonly unit?: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly purpose?: Purpose;
  /** An inspection that the engine still holds, or its features. */
  readonly content: InspectionId | Features;
}

/** What must be done to the content before it may leave. */
export interface Obligation {
  readonly kind: TransformName;
  /** infoTypes to remove; empty means every identifier. */
  readonly infoTypes: readonly InfoType[];
}

/** Everything that explains a decision and lets it be computed again. */
export interface DecisionReason {
  /** Matching enforced rules, ids in order. */
  readonly rules: readonly string[];
  /** Matching rules in monitor mode: recorded, not applied. */
  readonly monitored: readonly string[];
  readonly gaps: readonly GapReason[];
  readonly errors: readonly string[];
  /** Conditions that decided, in words: `destination.trust is unsanctioned`. */
  readonly conditions: readonly string[];
  readonly policy: { readonly id: string; readonly version: number; readonly hash: string };
  readonly engine: string;
  readonly destination: { readonly group?: string; readonly trust: Trust };
}

/** The intent. What was really done is the disposition. */
export interface Decision {
  readonly action: Action;
  readonly obligations: readonly Obligation[];
  readonly override: Override;
  readonly severity: Severity;
  /** The policy's own sentence for the user, plain text. */
  readonly notify?: string;
  /** Purposes that the user may state, from the policy. */
  readonly purposes: readonly { readonly code: Purpose; readonly label: string }[];
  readonly reason: DecisionReason;
}

/** The fact: what was really done (OCSF `disposition`, Chromium's FinalAction). */
export type Disposition = 'allowed' | 'modified' | 'blocked' | 'overridden' | 'timed-out';

export interface PolicyStatus {
  readonly id: string;
  readonly version: number;
  readonly hash: string;
  /** Why it was refused, so that what was loaded before stays in force; empty where it is loaded. */
  readonly problems: readonly PolicyProblem[];
}

/** What may leave, item by item; null where an item cannot be transformed and must not leave. */
export interface Transformed {
  readonly items: readonly (TransformedItem | null)[];
  /** What may leave stands for all that was given: nothing is missing but forms of what is there. */
  readonly complete: boolean;
  readonly removed: Partial<Record<InfoType, number>>;
  /** What each token stands for, sealed to the privacy office; present where something was tokenised. */
  readonly tokens?: SealedEvidence;
}

export interface TransformedItem {
  readonly name?: string;
  readonly mediaType: string;
  readonly content: string | Uint8Array<ArrayBuffer>;
  /** For items that were given as text: what was replaced, in offsets of the original, ascending. */
  readonly edits?: readonly (Span & { readonly text: string })[];
}

/** For an extension window only: text with the marked spans, before and after. */
export interface Preview {
  readonly items: readonly {
    readonly name?: string;
    readonly before: string;
    readonly after: string;
    readonly marks: readonly (Span & { readonly infoType: InfoType })[];
    /** True where only the beginning is shown. */
    readonly cut: boolean;
  }[];
}

/** An X25519 public key, base64url without padding (RFC 8037). */
export interface PublicKey {
  readonly kid: string;
  readonly x: string;
}

/** A compact JWE that only the holder of the private key can open. */
export interface SealedEvidence {
  readonly kid: string;
  readonly jwe: string;
}

export interface EngineKeys {
  /** The centre's secret for tokens and datasets, at least 32 characters; without it there are neither. */
  readonly pseudonym?: string;
}

/** Findings of one part in order of offset; the next are not looked for before the promise resolves. */
export type OnFindings = (findings: readonly Finding[]) => Promise<void>;

/** The full door. Plain data in and out, so that comlink can carry it. */
export interface Engine {
  /**
   * `keys` come from managed configuration and nowhere else. A policy whose own detectors do not do what
   * their examples say, or whose datasets cannot be opened, is refused, by its status. `files` are the
   * datasets' bytes by their id, as far as the policy does not hold them itself.
   */
  load(policy: Policy, keys?: EngineKeys, files?: Readonly<Record<string, Uint8Array>>): Promise<PolicyStatus>;
  /**
   * Reads and judges; the text stays inside. With `onFindings` every finding is handed over as it settles and
   * none is lost to the budget; the inspection itself keeps as many as the budget allows.
   */
  inspect(transfer: Transfer, onFindings?: OnFindings): Promise<Inspection>;
  /** Again after the user states a purpose; no second scan. */
  decide(request: DecisionRequest): Promise<Decision>;
  /** What may leave; inspected again before it is returned. */
  transform(id: InspectionId, obligations: readonly Obligation[]): Promise<Transformed>;
  preview(id: InspectionId, obligations: readonly Obligation[]): Promise<Preview>;
  /** The matched text and its surroundings, for the privacy office alone. */
  seal(id: InspectionId, recipient: PublicKey): Promise<SealedEvidence>;
  forget(id: InspectionId): Promise<void>;
}
