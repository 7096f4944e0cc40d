/** Where a page did not take the redacted copy: its text, to be copied and pasted by hand. */
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CopyView } from '../messages/ask.ts';
import { say } from '../platform/words.ts';
import { armed } from './arming.ts';

interface Offer {
  readonly copy: CopyView;
  readonly copied: () => void;
}

export const CopyOffer = ({ copy, copied }: Offer) => {
  const failed = useSignal(false);
  const close = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => close.current?.focus(), []);

  const press = async (event: Event) => {
    if (!event.isTrusted || !armed.value) return;
    try {
      await navigator.clipboard.writeText(copy.text);
      copied();
    } catch {
      // The clipboard may be in another program's hands for a moment: the user is told, and presses again.
      failed.value = true;
    }
  };

  return (
    <main>
      <h1>{say('refused_title')}</h1>
      <p>{say('copy_body', copy.destination)}</p>
      <section>
        <h2>{say('ask_after')}</h2>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
        <pre tabIndex={0}>{copy.text}</pre>
      </section>
      {failed.value && <p role="alert">{say('copy_failed')}</p>}
      <p class="row choices">
        <button type="button" class="main" data-choice="close" ref={close} onClick={() => window.close()}>
          {say('close')}
        </button>
        <button type="button" data-choice="copy" disabled={!armed.value} onClick={press}>
          {say('copy_text')}
        </button>
      </p>
    </main>
  );
};
