/** The middle of the path: an attempt comes in, one outcome goes out, one record is left. */
import * as v from 'valibot';
import type { Policy } from '../../engine/policy/schema.ts';
import type {
  ContentItem,
  Decision,
  Disposition,
  Endpoint,
  Features,
  GapReason,
  Inspection,
  Transformed,
} from '../../engine/types.ts';
import {
  type AttemptDown,
  type AttemptItem,
  type AttemptUp,
  attemptUp,
  type Done,
  type ReturnedItem,
} from '../messages/attempt.ts';
import type { EngineConfig, RecordRequest } from '../messages/engine.ts';
import type { Runtime } from '../platform/browser.ts';
import { NOWHERE } from '../platform/endpoint.ts';
import { viewOf } from './ask-view.ts';
import type { Answer, Asks } from './asks.ts';
import { type Deciders, decideAttempt, unread } from './decide-attempt.ts';
import type { Follows } from './follows.ts';
import type { AddressOf } from './places.ts';
import type { RedactedCopies } from './redacted-copies.ts';
import { summaryOf } from './summary.ts';

export interface AttemptHost extends Deciders {
  readonly asks: Asks;
  readonly copies: RedactedCopies;
  readonly config: () => Promise<EngineConfig>;
  readonly record: (request: RecordRequest) => Promise<unknown>;
  readonly addressOf: AddressOf;
  /** Where a pasted or dropped text was copied from; null where nobody knows. */
  readonly sourceOf: (items: readonly AttemptItem[]) => Promise<string | null>;
  /** What went to the same place before: parts of one number may come one by one. */
  readonly follows: Follows;
  /** Remembers where a text was copied or dragged from. */
  readonly mark: (text: string, url: string) => Promise<unknown>;
}

type Question = Extract<AttemptUp, { type: 'inspect' }>;
type Outcome = Omit<Extract<AttemptDown, { type: 'outcome' }>, 'type'>;

/**
 * Time that an inspection may take, in ms: a start and 1 s for each 4 MiB. Where letters in pictures are
 * read, also the 40 pages that the budget of pixels allows, at 5 s a page on a slow machine.
 */
const limitFor = (bytes: number, policy: Policy): number =>
  30_000 + bytes / 4096 + (policy.detection?.ocr === true ? 200_000 : 0);
/** Decisions and transforms of what is already read, in ms. */
const QUICK = 30_000;
/** How long the page's word on what was really done is waited for, in ms. */
const ACKNOWLEDGE = 5_000;

/** Takes over a Port named `attempt`; everything on it but the first valid question is ignored. */
export const holdAttempts =
  (host: AttemptHost) =>
  (port: Runtime.Port): void => {
    let asked = false;
    let acknowledge = (_done: Done | 'gone'): void => undefined;
    const acknowledged = new Promise<Done | 'gone'>((resolve) => {
      acknowledge = resolve;
    });
    const gone = new Promise<true>((resolve) => port.onDisconnect.addListener(() => resolve(true)));
    void gone.then(() => acknowledge('gone'));

    port.onMessage.addListener((message) => {
      const parsed = v.safeParse(attemptUp, message);
      if (!parsed.success) return port.disconnect();
      if (parsed.output.type === 'enforced') return acknowledge(parsed.output.done);
      if (parsed.output.type === 'mark') return void remember(host, port, parsed.output.text);
      if (asked) return;
      asked = true;
      void answer(host, port, parsed.output, gone, acknowledged).catch(() => port.disconnect());
    });
  };

/** A mark that is lost leaves the source unknown: the later paste is decided on its content alone. */
const remember = async (host: AttemptHost, port: Runtime.Port, text: string): Promise<void> => {
  const url = await host.addressOf(port.sender);
  if (url !== null) await host.mark(text, url).catch(() => undefined);
  port.disconnect();
};

/** What is typed, copied, printed or filled in comes from the document; the rest from where it was copied, if known. */
const sourceFor = async (host: AttemptHost, question: Question, document: Endpoint): Promise<Endpoint | null> => {
  if (question.channel === 'file-picker') return null;
  if (question.channel !== 'paste' && question.channel !== 'drag-drop') return document;
  const url = await host.sourceOf(question.items);
  return url === null ? null : { url };
};

const answer = async (
  host: AttemptHost,
  port: Runtime.Port,
  question: Question,
  gone: Promise<true>,
  acknowledged: Promise<string>,
): Promise<void> => {
  const started = performance.now();
  const address = await host.addressOf(port.sender);
  const document = { url: address ?? NOWHERE };
  const broken = whyBroken(question, address);
  // Only a form says itself where it goes.
  const elsewhere = question.channel === 'form-submit' ? question.destination : undefined;
  const destination = { url: elsewhere ?? document.url };
  const config = await host.config();
  const source = await sourceFor(host, question, document);
  const id = crypto.randomUUID();
  const bytes = question.items.reduce((sum, item) => sum + sizeOf(item), 0);

  const place = placeOf(port, question, destination);
  const forget = () => (host.follows.has(id) ? undefined : void host.engine.run((engine) => engine.forget(id), QUICK));
  const follows = place === null ? [] : host.follows.before(place, Date.now());
  // Nobody waits any more: the engine stops reading, and the next attempt finds it free.
  void gone.then(forget);
  const run = broken
    ? ({ ok: false, why: 'opaque' } as const)
    : await host.engine.run(
        (engine) => engine.inspect({ id, items: asFlavours(question), follows, unread: unreadIn(question) }),
        limitFor(bytes, config.policy),
      );
  const content: Inspection | Features = run.ok ? run.value : unread(run.why, bytes, question.items.length);
  const features = 'features' in content ? content.features : content;
  if (place !== null && features.gaps.includes('history-lost')) host.follows.lost(place);
  const decideFor = (purpose?: string) =>
    decideAttempt(
      host,
      {
        channel: question.channel,
        destination,
        ...(source === null ? {} : { source }),
        user: config.user,
        ...(config.unit === undefined ? {} : { unit: config.unit }),
        now: Date.now(),
        content: 'features' in content ? content.id : content,
        ...(purpose === undefined ? {} : { purpose }),
      },
      config,
    );
  const decision = broken ? stopped(await decideFor(), broken) : await decideFor();
  const inspected = performance.now();
  const where = { destination: destination.url, decision };

  const finish = async (outcome: Outcome, said: Answer | null, final = decision, sent?: Transformed) => {
    const recorded = (type: RecordRequest['type'], disposition: Disposition, by: Outcome['by']): RecordRequest => ({
      type,
      id,
      channel: question.channel,
      destinationUrl: destination.url,
      ...(source === null ? {} : { sourceUrl: source.url }),
      decision: final,
      disposition,
      by,
      features,
      ...(sent?.tokens ? { tokens: sent.tokens } : {}),
      ...(said?.purpose ? { purpose: said.purpose } : {}),
      ...(said?.reason ? { justification: { length: said.reason.length } } : {}),
      time: Date.now(),
      milliseconds: Math.round(inspected - started),
    });
    // Should this document end before the page has answered, it stands on record as it was told.
    const speaks = final.action !== 'allow' || final.reason.monitored.length > 0;
    const announced =
      speaks && !question.ahead && question.channel !== 'typing'
        ? host.record(recorded('record-ahead', outcome.disposition, outcome.by))
        : null;
    say(port, { type: 'outcome', ...outcome });
    if (question.ahead) return;
    if (outcome.outcome === 'release' && run.ok && place !== null) host.follows.add(place, id, bytes, Date.now());
    const late = new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), ACKNOWLEDGE));
    const done = outcome.outcome === 'drop' ? 'dropped' : await Promise.race([acknowledged, late]);
    if (done === 'told-before' || (question.channel === 'typing' && final.action === 'allow')) return;
    // A page that closed, or was told to stop, before it did what was allowed: nothing left.
    const left = done === 'gone' && outcome.outcome !== 'drop';
    if (left || done === 'dropped' || done === 'refused') host.follows.drop(id);
    const refused = left || ((done === 'dropped' || done === 'refused') && outcome.outcome !== 'drop');
    await announced;
    await host.record(recorded('record', refused ? 'blocked' : outcome.disposition, left ? 'user' : outcome.by));
    if (done === 'refused' && outcome.items) void host.copies.offer(id, outcome.items, where);
  };

  const summary = summaryOf(decision, destination.url, features);
  const drop = (by: 'policy' | 'user', disposition: Disposition = 'blocked'): Outcome => ({
    outcome: 'drop',
    by,
    disposition,
    summary,
  });
  const release = (by: 'policy' | 'user', disposition: Disposition): Outcome => ({
    outcome: 'release',
    by,
    disposition,
    summary,
  });
  try {
    const free = decision.action === 'allow' || decision.action === 'log';
    // What is typed goes nowhere yet: the user is told, and asked when it is sent.
    if (free || question.channel === 'typing') return await finish(release('policy', 'allowed'), null);
    if (question.ahead) return await finish(drop('policy'), null);
    if (await host.copies.passes(question.items, where)) return await finish(release('policy', 'modified'), null);

    const copy = await copyOf(host, content, decision, config.policy);
    const liftable = isStricter(decision) && (await someLifts(decision, decideFor));
    const view = await viewOf(host.engine, id, {
      liftable,
      question,
      destination,
      decision,
      features,
      content,
      copy,
      policy: config.policy,
    });
    if (!view) return await finish(drop('policy', features.gaps.includes('timed-out') ? 'timed-out' : 'blocked'), null);

    say(port, { type: 'waiting-for-user' });
    const said = await host.asks.open(view, gone);
    if (said.choice === 'redacted' && copy) {
      return await finish(
        { outcome: 'replace', by: 'user', disposition: 'modified', items: returned(copy, question), summary },
        said,
        decision,
        copy,
      );
    }
    if (said.choice === 'original') {
      const again = said.purpose ? await decideFor(said.purpose) : decision;
      if (isStricter(again)) return await finish(drop('policy'), said, again);
      return await finish(release('user', decision.action === 'warn' ? 'allowed' : 'overridden'), said, again);
    }
    await finish(drop('user'), said);
  } finally {
    forget();
  }
};

/** The tab and the destination of a text that others may continue; null for all else. */
const placeOf = (port: Runtime.Port, { channel, items, ahead }: Question, { url }: Endpoint): string | null => {
  const tab = port.sender?.tab?.id;
  const continues = channel === 'paste' || channel === 'drag-drop';
  const isText = items.some(({ content, mediaType }) => typeof content === 'string' && mediaType === 'text/plain');
  if (!continues || !isText || ahead === true || tab === undefined || !URL.canParse(url)) return null;
  return `${tab} ${new URL(url).origin}`;
};

/** Why no policy can be asked about it; null where one can. */
const whyBroken = ({ failed }: Question, address: string | null): string | null => {
  if (failed) return 'the guard failed on this page';
  return address === null ? 'it cannot be told where this document belongs' : null;
};

/** What nobody looked at, or nobody can say where it goes, no policy can let through. */
const stopped = (decision: Decision, why: string): Decision => ({
  ...decision,
  action: 'block',
  override: 'none',
  obligations: [],
  purposes: [],
  reason: {
    ...decision.reason,
    gaps: [...new Set<GapReason>([...decision.reason.gaps, 'opaque'])],
    errors: [...decision.reason.errors, why],
  },
});

/** A purpose that the user may state, and that the policy makes an exception for. */
const someLifts = async (decision: Decision, decideFor: (purpose: string) => Promise<Decision>): Promise<boolean> => {
  for (const { code } of decision.purposes) if (!isStricter(await decideFor(code))) return true;
  return false;
};

/** What a reason cannot open, whatever purpose was stated with it. */
const isStricter = ({ action, override }: Decision): boolean =>
  action !== 'allow' && action !== 'log' && action !== 'warn' && action !== 'justify' && override !== 'justify';

/** Changed files go as Blobs, for a message could not hold their bytes. */
const returned = (copy: Transformed, question: Question): readonly (ReturnedItem | null)[] =>
  copy.items.map((item, index) =>
    item && question.items[index]?.content instanceof File && typeof item.content !== 'string'
      ? { ...item, content: new Blob([item.content], { type: item.mediaType }) }
      : item,
  );

/** A page that is gone needs no answer; what was decided is recorded all the same. */
const say = (port: Runtime.Port, down: AttemptDown): void => {
  try {
    port.postMessage(down);
  } catch {
    // The port closed with its document, or the answer is too large for it: then the page is told by its end.
    port.disconnect();
  }
};

/** The copy that could leave in place of the original: present only where it stands for all of it and is not the same. */
const copyOf = async (
  host: AttemptHost,
  content: Inspection | Features,
  decision: Decision,
  policy: Policy,
): Promise<Transformed | null> => {
  if (!('features' in content) || decision.action === 'block') return null;
  if (content.findings.length === 0 && content.gaps.length === 0) return null;
  const obligations =
    decision.obligations.length > 0 ? decision.obligations : ([{ kind: 'redact', infoTypes: [] }] as const);
  const run = await host.engine.run(
    (engine) => engine.transform(content.id, obligations),
    limitFor(content.features.bytes, policy),
  );
  return run.ok && run.value.complete ? run.value : null;
};

/** What is pasted or dropped as text is one content in several forms, and so is the picture of it. */
const asFlavours = ({ channel, items }: Question): readonly ContentItem[] => {
  const forms = channel === 'paste' || channel === 'copy' || channel === 'drag-drop';
  const isText = ({ content }: AttemptItem) => !(content instanceof File);
  return (items as readonly (AttemptItem & ContentItem)[]).map((item) => ({
    ...item,
    flavour: forms && items.some(isText) && (isText(item) || item.mediaType.startsWith('image/')),
  }));
};

/** What is known not to be among the items. */
const unreadIn = ({ pictures }: Question): readonly GapReason[] => (pictures === true ? ['needs-ocr'] : []);

const sizeOf = ({ content }: Question['items'][number]): number =>
  typeof content === 'string' ? content.length : content.size;
