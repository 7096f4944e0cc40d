import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Preview, Span } from '../../engine/types.ts';
import type { FormRow } from '../messages/form-text.ts';
import { say } from '../platform/words.ts';

interface Shown {
  readonly preview: Preview;
  /** Stand for the first item. */
  readonly fields: readonly FormRow[] | undefined;
  readonly tokens: boolean;
}

/** Before and after, side by side, with what was found marked. Text only. */
export const PreviewPair = ({ preview, fields, tokens }: Shown) => (
  <section>
    <h2>{say('ask_preview')}</h2>
    {fields && <Fields fields={fields} tokens={tokens} />}
    {preview.items.slice(fields ? 1 : 0).map((item, index) => (
      <div key={`${index}:${item.name ?? ''}`}>
        {item.name && <p class="soft">{item.name}</p>}
        <div class="columns">
          <div>
            <p class="soft">{say('ask_before')}</p>
            <Excerpt>{marked(item.before, item.marks)}</Excerpt>
          </div>
          <div>
            <p class="soft">{say(tokens ? 'ask_after_tokens' : 'ask_after')}</p>
            <Excerpt>{withoutBlanks(item.after).trimStart()}</Excerpt>
          </div>
        </div>
        {item.cut && <p class="soft">{say('ask_cut')}</p>}
      </div>
    ))}
  </section>
);

/** A text that scrolls; it opens at the first thing that was found. */
const Excerpt = ({ children }: { readonly children: ComponentChildren }) => {
  const box = useRef<HTMLPreElement>(null);
  useLayoutEffect(() => {
    const first = box.current?.querySelector('mark');
    if (box.current && first) box.current.scrollTop = first.offsetTop - box.current.offsetTop - LINES_ABOVE;
  }, []);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <pre tabIndex={0} ref={box}>
      {children}
    </pre>
  );
};

/** px that stay in sight above the first mark. */
const LINES_ABOVE = 48;

/** Lines without anything on them, as pages have many, are one. */
const withoutBlanks = (text: string): string => text.replaceAll(/[^\S\n]*\n(?:[^\S\n]*\n)+/g, '\n\n');

const Fields = ({ fields, tokens }: Pick<Shown, 'tokens'> & { readonly fields: readonly FormRow[] }) => (
  <table class="fields">
    <thead>
      <tr>
        <th scope="col">{say('ask_field')}</th>
        <th scope="col">{say('ask_before')}</th>
        <th scope="col">{say(tokens ? 'ask_after_tokens' : 'ask_after')}</th>
      </tr>
    </thead>
    <tbody>
      {fields.map(({ label, before, after, marks }, index) => (
        <tr key={`${index}:${label}`}>
          <th scope="row">{label}</th>
          <td>{marked(before, marks)}</td>
          <td>{after}</td>
        </tr>
      ))}
    </tbody>
  </table>
);

const marked = (text: string, marks: readonly Span[]) => {
  const pieces = [];
  let from = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < from || mark.end > text.length) continue;
    pieces.push(
      withoutBlanks(text.slice(from, mark.start)),
      <mark key={mark.start}>{text.slice(mark.start, mark.end)}</mark>,
    );
    from = mark.end;
  }
  pieces.push(withoutBlanks(text.slice(from)));
  const [head, ...rest] = pieces;
  return typeof head === 'string' ? [head.trimStart(), ...rest] : pieces;
};
