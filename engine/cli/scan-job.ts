/** What the command and its workers say to each other: what is to be read, and what came out of it. */
import type { GapReason, HipaaClass, InfoType, Policy } from '../index.ts';
import type { Format, ScanArguments } from './scan-arguments.ts';

/** One input; `file` is its name in the report. */
export type JobItem =
  | { readonly kind: 'path'; readonly file: string }
  | { readonly kind: 'text'; readonly file: string; readonly text: string }
  | { readonly kind: 'bytes'; readonly file: string; readonly bytes: Uint8Array }
  /** What could not be read is counted, and named on standard error where there is a cause to name. */
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: GapReason; readonly error?: string };

export interface Job {
  readonly items: readonly JobItem[];
  /** Bytes, as far as they are known beforehand. */
  readonly bytes: number;
}

/** What is counted of the lines of a batch. */
export type Fact =
  | { readonly type: 'finding'; readonly infoType: InfoType; readonly hipaa: HipaaClass | null; readonly count: number }
  | { readonly type: 'gap'; readonly file: string; readonly part: string; readonly reason: GapReason }
  | { readonly type: 'item'; readonly file: string; readonly bytes: number; readonly phi: boolean }
  | { readonly type: 'error'; readonly text: string };

export interface Batch {
  /** Finished lines of the report. */
  readonly text: string;
  readonly facts: readonly Fact[];
}

/** What a worker needs to be an engine; the module is compiled once for all of them. */
export interface WorkerSetup {
  readonly re2: WebAssembly.Module;
  readonly terms: string;
  readonly policy: Policy | null;
  readonly options: Pick<ScanArguments, 'minimum' | 'reveal' | 'jsonl'> & { readonly format: Format };
}

export type ToWorker = { readonly type: 'job'; readonly job: Job } | { readonly type: 'taken' };

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'batch'; readonly batch: Batch }
  | { readonly type: 'done' };
