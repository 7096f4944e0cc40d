import type { Preview } from '../../engine/types.ts';
import { say } from '../platform/words.ts';

/** Before and after, side by side, with what was found marked. Text only. */
export const PreviewPair = ({ preview, tokens }: { readonly preview: Preview; readonly tokens: boolean }) => (
  <section>
    <h2>{say('ask_preview')}</h2>
    {preview.items.map((item, index) => (
      <div key={`${index}:${item.name ?? ''}`}>
        {item.name && <p class="soft">{item.name}</p>}
        <div class="columns">
          <div>
            <p class="soft">{say('ask_before')}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
            <pre tabIndex={0}>{marked(item.before, item.marks)}</pre>
          </div>
          <div>
            <p class="soft">{say(tokens ? 'ask_after_tokens' : 'ask_after')}</p>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
            <pre tabIndex={0}>{item.after}</pre>
          </div>
        </div>
        {item.cut && <p class="soft">{say('ask_cut')}</p>}
      </div>
    ))}
  </section>
);

const marked = (text: string, marks: Preview['items'][number]['marks']) => {
  const pieces = [];
  let from = 0;
  for (const mark of [...marks].sort((a, b) => a.start - b.start)) {
    if (mark.start < from || mark.end > text.length) continue;
    pieces.push(text.slice(from, mark.start), <mark key={mark.start}>{text.slice(mark.start, mark.end)}</mark>);
    from = mark.end;
  }
  pieces.push(text.slice(from));
  return pieces;
};
