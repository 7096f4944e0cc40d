/**
 * One notice at a time, drawn over the page: a closed shadow tree in the top layer, text only. It
 * informs and it can stop; nothing that is done to it by the page lets anything through.
 */
import { say } from '../../platform/words.ts';
import { make, rootElement } from '../own-document.ts';

export interface NoticeContent {
  readonly title: string;
  readonly lines: readonly string[];
  readonly tone: 'wait' | 'stop';
  readonly button?: { readonly label: string; readonly press: () => void };
  /** Shows a running bar and the seconds. */
  readonly running?: boolean;
}

const STYLE = `
:host { all: initial !important; position: fixed !important; inset: 16px 16px auto auto !important; margin: 0 !important;
  border: 0 !important; padding: 0 !important; background: none !important; overflow: visible !important; opacity: 1 !important;
  visibility: visible !important; display: block !important; pointer-events: auto !important; z-index: 2147483647 !important }
.card { box-sizing: border-box; width: min(24rem, calc(100vw - 32px)); max-height: calc(100vh - 32px); overflow: auto;
  font: 15px/1.45 system-ui, sans-serif; color: #1b1f24; background: #fff; border: 1px solid #6b7280;
  border-inline-start: 6px solid #1d5fbf; border-radius: 8px; padding: 14px 16px; box-shadow: 0 6px 24px #0006 }
.stop { border-inline-start-color: #b42318 }
h2 { font-size: 16px; margin: 0 0 6px }
p { margin: 0 0 6px; overflow-wrap: anywhere }
button { font: inherit; padding: 6px 14px; margin-top: 6px; border: 1px solid #1d5fbf; border-radius: 6px; background: #fff; color: #1d4e9e; cursor: pointer }
button:focus-visible { outline: 3px solid #f59e0b; outline-offset: 2px }
.bar { height: 4px; background: #d7e3f4; border-radius: 2px; overflow: hidden; margin: 8px 0 }
.bar i { display: block; width: 35%; height: 100%; background: #1d5fbf; animation: run 1.2s linear infinite }
@keyframes run { from { transform: translateX(-100%) } to { transform: translateX(300%) } }
@media (prefers-reduced-motion: reduce) { .bar i { animation: none; width: 100% } }
@media (prefers-color-scheme: dark) {
  .card { color: #e6edf3; background: #1b2129; border-color: #8b949e; border-inline-start-color: #6ea8fe }
  .stop { border-inline-start-color: #ff8577 }
  button { background: #1b2129; color: #9cc7ff; border-color: #6ea8fe }
  .bar { background: #2b3a4f } .bar i { background: #6ea8fe }
}
@media print { :host { display: none !important } }
`;

const hosts = new WeakSet<Node>();

/** True for what is drawn here: it is not of the page. A page cannot make this say so of its own. */
export const isNotice = (node: Node): boolean => hosts.has(node);

/** Draws the notice until the signal ends it; the page may remove it, and it comes back once. */
export const drawNotice = (content: NoticeContent, signal: AbortSignal): void => {
  if (signal.aborted) return;
  const host = make('div');
  hosts.add(host);
  host.setAttribute('popover', 'manual');
  const root = host.attachShadow({ mode: 'closed' });
  const style = make('style');
  style.textContent = STYLE;
  const card = element('section', `card ${content.tone}`);
  card.setAttribute('role', content.tone === 'stop' ? 'alert' : 'status');
  card.append(element('h2', '', content.title), ...content.lines.map((line) => element('p', '', line)));
  if (content.running) card.append(runningBar(signal));
  const { button } = content;
  if (button) {
    const press = element('button', '', button.label);
    press.setAttribute('type', 'button');
    press.addEventListener('click', (event) => event.isTrusted && button.press());
    card.append(press);
  }
  root.append(style, card);

  const put = () => {
    rootElement().append(host);
    // A document that takes no popover still shows the card, fixed over the page.
    if (host.isConnected && typeof host.showPopover === 'function') host.showPopover();
  };
  put();
  const removed = new MutationObserver(() => {
    removed.disconnect();
    if (!signal.aborted && !host.isConnected) put();
  });
  removed.observe(rootElement(), { childList: true });
  signal.addEventListener('abort', () => {
    removed.disconnect();
    host.remove();
  });
};

const runningBar = (signal: AbortSignal): HTMLElement => {
  const box = element('div', '');
  const bar = element('div', 'bar');
  bar.append(make('i'));
  const seconds = element('p', '', '');
  const started = performance.now();
  const timer = setInterval(() => {
    const passed = Math.round((performance.now() - started) / 1000);
    if (passed > 1) seconds.textContent = say('seconds', String(passed));
  }, 1000);
  signal.addEventListener('abort', () => clearInterval(timer));
  box.append(bar, seconds);
  return box;
};

const element = (name: keyof HTMLElementTagNameMap, className: string, text?: string): HTMLElement => {
  const made = make(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};
