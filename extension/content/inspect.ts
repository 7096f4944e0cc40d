/** One attempt's Port to the offscreen document: the content goes out, one outcome comes back. */
import { ATTEMPT_PORT, type AttemptDown, type AttemptUp, type Done, LONGEST_TEXT } from '../messages/attempt.ts';
import type { GuardRequest } from '../messages/guards.ts';
import { showProgress, showWaiting } from './dialogs/notices.ts';
import { onTheWire } from './transfer-items.ts';

export interface Outcome extends Extract<AttemptDown, { type: 'outcome' }> {
  /** The user was asked, and came back from the question. */
  readonly asked: boolean;
}
type Question = Omit<Extract<AttemptUp, { type: 'inspect' }>, 'type'>;

export interface HeldInspection {
  /** Never rejects: an engine that cannot be reached is the outcome `drop`. */
  readonly outcome: Promise<Outcome>;
  /** Says what was really done. */
  enforced(done: Done): void;
}

/** How often a lost engine is asked for again before the attempt is dropped. */
const TRIES = 3;

export const inspect = (question: Question): HeldInspection => {
  let port: chrome.runtime.Port | null = null;
  let asked = false;
  const notices = new AbortController();
  const progress = new AbortController();

  const attempt = (left: number): Promise<Outcome> =>
    new Promise((resolve) => {
      const opened = chrome.runtime.connect({ name: ATTEMPT_PORT });
      port = opened;
      let answered = false;
      const cancel = () => {
        opened.disconnect();
        resolve(dropped('user', 'blocked', asked));
      };
      opened.onMessage.addListener((message) => {
        const down = message as AttemptDown;
        if (down.type === 'outcome') {
          answered = true;
          if (question.ahead) opened.disconnect();
          return resolve({ ...down, asked });
        }
        asked = true;
        progress.abort();
        showWaiting({ onCancel: cancel, signal: notices.signal });
      });
      opened.onDisconnect.addListener(() => {
        // Gone after the answer: what was decided holds, nobody is asked again, and the next one puts it on record.
        if (answered) void wake();
        else resolve(left > 1 ? wake().then(() => attempt(left - 1)) : unanswered());
      });
      opened.postMessage({ type: 'inspect', ...question, items: question.items.map(onTheWire) } satisfies AttemptUp);
      if (!question.ahead && question.channel !== 'typing')
        showProgress({ onCancel: cancel, signal: AbortSignal.any([notices.signal, progress.signal]) });
    });

  /** Nobody could be asked: stopped, and on record as far as anybody can still be told. */
  const unanswered = (): Outcome => {
    if (!question.ahead) void say({ type: 'unanswered', channel: question.channel });
    return dropped('policy', 'blocked');
  };
  const outcome = attempt(TRIES)
    .catch(unanswered)
    .finally(() => notices.abort());
  return {
    outcome,
    enforced(done) {
      try {
        port?.postMessage({ type: 'enforced', done } satisfies AttemptUp);
        port?.disconnect();
      } catch {
        // The other side is gone; what it decided is on record as it was told.
      }
    },
  };
};

/** Tells where a text was copied or dragged from, so that the later paste knows its source. */
export const markSource = (text: string): void => {
  if (text === '' || text.length > LONGEST_TEXT) return;
  try {
    chrome.runtime.connect({ name: ATTEMPT_PORT }).postMessage({ type: 'mark', text } satisfies AttemptUp);
  } catch {
    // Without the extension nothing is pasted anywhere else either: the page is guarded by what is held.
  }
};

const wake = (): Promise<unknown> => say({ type: 'wake-engine' });

/** Null where the service worker, too, is out of reach. */
const say = async (request: GuardRequest): Promise<unknown> => {
  try {
    return await chrome.runtime.sendMessage(request);
  } catch {
    // The extension was replaced or removed; what is held stays held.
    return null;
  }
};

const dropped = (by: Outcome['by'], disposition: Outcome['disposition'], asked = false): Outcome => ({
  type: 'outcome',
  outcome: 'drop',
  asked,
  by,
  disposition,
  summary: {
    action: 'block',
    destination: location.origin,
    found: [],
    gaps: by === 'user' ? [] : ['engine-unavailable'],
  },
});
