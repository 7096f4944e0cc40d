/** The window in which the user decides. It says what, where, why, and what can be done now. */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { AskChoice, AskView } from '../messages/ask.ts';
import { foundInWords, gapsInWords, say } from '../platform/words.ts';
import { armed } from './arming.ts';
import { type Answers, askState } from './connection.ts';
import { CopyOffer } from './copy-offer.tsx';
import { PreviewPair } from './preview.tsx';

const LEAST_REASON = 10;

export const Ask = ({ answer, copied }: Answers) => {
  const state = askState.value;
  if (state.is === 'loading') return <p role="status">{say('ask_loading')}</p>;
  if (state.is === 'gone') return <p role="alert">{say('ask_gone')}</p>;
  if (state.is === 'offering') return <CopyOffer copy={state.copy} copied={copied} />;
  return <Question view={state.view} answer={answer} />;
};

const Question = ({ view, answer }: { readonly view: AskView; readonly answer: Answers['answer'] }) => {
  const found = foundInWords(view.found);
  const persons =
    view.persons > 1 ? say('ask_persons', String(view.persons)) : view.persons === 1 ? say('ask_person') : '';
  const unread = gapsInWords(view.gaps);
  return (
    <main>
      <h1>{say(found ? `do_${view.channel.replaceAll('-', '_')}` : 'do_unread')}</h1>
      {found && (
        <section>
          <h2>{say('ask_found')}</h2>
          <p>
            {found}
            {persons && ` (${persons})`}
          </p>
        </section>
      )}
      {unread.length > 0 && (
        <section>
          <h2>{say('ask_unread')}</h2>
          {unread.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      )}
      <section>
        <h2>{say('ask_where')}</h2>
        <p>
          <strong>{view.channel === 'print' ? say('ask_printer') : view.destination}</strong>
          {view.channel === 'print' && ` ${say('ask_printed_from', view.destination)}`}
          {view.destinationName && ` (${view.destinationName})`}
        </p>
      </section>
      {(view.notify || view.ruleNames.length > 0) && (
        <section>
          <h2>{say('ask_why')}</h2>
          {view.notify && <p>{view.notify}</p>}
          {view.ruleNames.length > 0 && <p class="soft">{say('ask_rule', view.ruleNames.join(', '))}</p>}
        </section>
      )}
      <Choices view={view} answer={answer}>
        {view.preview && (
          <PreviewPair preview={view.preview} fields={view.fields} tokens={view.action === 'tokenise'} />
        )}
      </Choices>
    </main>
  );
};

/** What is done with the content, where it is not sent: `choice_stop_print`. */
const onPaper = (view: AskView, key: string): string => say(view.channel === 'print' ? `${key}_print` : key);

interface ChoicesProps {
  readonly view: AskView;
  readonly answer: Answers['answer'];
  /** Stands between what is asked and the buttons, so that neither is out of sight. */
  readonly children: ComponentChildren;
}

const Choices = ({ view, answer, children }: ChoicesProps) => {
  const reason = useSignal('');
  const purpose = useSignal('');
  const stop = useRef<HTMLButtonElement>(null);
  const words = useRef<HTMLDivElement>(null);
  // At once: a focus that moves late would give a space of the reason to a button.
  useLayoutEffect(() => {
    const field = words.current?.querySelector<HTMLElement>('textarea, select');
    (field ?? stop.current)?.focus();
  }, []);
  const canRedact = view.choices.includes('redacted');
  const canSend = view.choices.includes('original');
  const needsReason = canSend && view.asks.reason;
  const needsPurpose = canSend && view.asks.purpose;
  const needsWords = needsReason || needsPurpose;
  const hasWords =
    (!needsReason || reason.value.trim().length >= LEAST_REASON) && (!needsPurpose || purpose.value !== '');
  const ready = armed.value && (!needsWords || hasWords);

  const choose = (choice: AskChoice) => (event: Event) => {
    if (!event.isTrusted) return;
    if (choice !== 'stop' && !armed.value) return;
    if (choice === 'original' && !ready) return;
    answer(
      choice,
      choice === 'original' && needsWords ? { reason: reason.value.trim(), purpose: purpose.value } : undefined,
    );
  };

  return (
    <>
      {needsWords && (
        <div class="panel" ref={words}>
          {needsReason && (
            <label>
              <span>{say('ask_reason')}</span>
              <textarea
                name="reason"
                maxLength={500}
                value={reason.value}
                onInput={(event) => (reason.value = event.currentTarget.value)}
              />
            </label>
          )}
          {needsPurpose && (
            <label>
              <span>{say('ask_purpose')}</span>
              <select
                name="purpose"
                value={purpose.value}
                onChange={(event) => (purpose.value = event.currentTarget.value)}
              >
                <option value="">{say('ask_choose')}</option>
                {view.purposes.map(({ code, label }) => (
                  <option key={code} value={code}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      )}
      {children}
      <p class="soft">{say(needsReason ? 'ask_recorded_reason' : 'ask_recorded')}</p>
      <p id="missing" class="soft" role="status">
        {armed.value ? canSend && needsWords && !hasWords && say('ask_missing') : say('ask_arming')}
      </p>
      <p class="row choices">
        <button type="button" class="main" data-choice="stop" ref={stop} onClick={choose('stop')}>
          {onPaper(view, 'choice_stop')}
        </button>
        {canRedact && (
          <button type="button" data-choice="redacted" disabled={!armed.value} onClick={choose('redacted')}>
            {onPaper(view, view.action === 'tokenise' ? 'choice_tokenised' : 'choice_redacted')}
          </button>
        )}
        {canSend && (
          <button
            type="button"
            class="risky"
            data-choice="original"
            disabled={!ready}
            aria-describedby="missing"
            onClick={choose('original')}
          >
            {onPaper(view, needsWords ? 'choice_original_justify' : 'choice_original')}
          </button>
        )}
      </p>
    </>
  );
};
