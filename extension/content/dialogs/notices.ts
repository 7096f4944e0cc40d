/** What the user sees on the page. Everything that releases data happens elsewhere, in the extension's own window. */
import type { Channel } from '../../../engine/types.ts';
import type { Summary } from '../../messages/attempt.ts';
import { foundInWords, gapsInWords, say } from '../../platform/words.ts';
import { isOrphan } from '../handover.ts';
import { drawNotice } from './notice.ts';

/** Nothing is shown for what is done by then, in ms. */
const PATIENCE = 150;
/** A stop stays until it is closed, or this long, in ms. */
const READING = 20_000;

interface Waiting {
  /** Stops the action; never lets anything through. */
  readonly onCancel: () => void;
  readonly signal: AbortSignal;
}

export const showProgress = ({ onCancel, signal }: Waiting): void => {
  const timer = setTimeout(() => {
    drawNotice(
      {
        tone: 'wait',
        title: say('checking_title'),
        lines: [say('checking_body')],
        running: true,
        button: { label: say('cancel'), press: onCancel },
      },
      signal,
    );
  }, PATIENCE);
  signal.addEventListener('abort', () => clearTimeout(timer));
};

export const showWaiting = ({ onCancel, signal }: Waiting): void =>
  drawNotice(
    {
      tone: 'wait',
      title: say('waiting_title'),
      lines: [say('waiting_body')],
      button: { label: say('cancel'), press: onCancel },
    },
    signal,
  );

/** One quiet notice; it asks nothing and stops nothing. */
export const showTyped = ({ found, notify }: Summary): void => {
  const shown = new AbortController();
  drawNotice(
    {
      tone: 'wait',
      title: say('typed_title'),
      lines: [say('found', foundInWords(found)), ...(notify ? [notify] : []), say('typed_body')],
      button: { label: say('close'), press: () => shown.abort() },
    },
    shown.signal,
  );
  setTimeout(() => shown.abort(), READING);
};

/** Fetched while the extension can be asked: an orphan cannot. */
const ORPHAN = { title: say('orphan_title'), lines: [say('orphan_body')], close: say('close') };

let stopped: AbortController | null = null;

const showStopped = (title: string, lines: readonly string[]): void => {
  stopped?.abort();
  const shown = new AbortController();
  stopped = shown;
  const close = { label: isOrphan() ? ORPHAN.close : say('close'), press: () => shown.abort() };
  drawNotice({ tone: 'stop', title, lines, button: close }, shown.signal);
  setTimeout(() => shown.abort(), READING);
};

export const showBlocked = ({ channel, summary }: { readonly channel: Channel; readonly summary: Summary }): void => {
  if (isOrphan()) {
    showStopped(ORPHAN.title, ORPHAN.lines);
    return;
  }
  const found = foundInWords(summary.found);
  showStopped(say(`stopped_${channel.replaceAll('-', '_')}`), [
    ...(found ? [say('found', found)] : []),
    ...gapsInWords(summary.gaps),
    ...(summary.notify ? [summary.notify] : []),
    ...whatHappened(channel, summary),
  ]);
};

/** Of a print the title says it all: it was not on its way to a site. */
const whatHappened = (channel: Channel, { destination }: Summary): readonly string[] => {
  if (channel === 'print') return [];
  return [channel === 'copy' ? say('nothing_copied') : say('nothing_sent', destination)];
};

/** The redacted copy was handed over, and nothing came of it. */
export const showRefused = ({ destination }: Summary): void =>
  showStopped(say('refused_title'), [say('refused_body', destination)]);

/** What may pass was handed over, and nothing came of it: no decision stands in the way of a second try. */
export const showLost = (): void => showStopped(say('lost_title'), [say('lost_body')]);
