import type { PolicyViewReply } from '../messages/status.ts';
import { say } from '../platform/words.ts';

/** The policy in force as it was written, where it came from, and what was refused. */
export const Options = ({ view }: { readonly view: PolicyViewReply }) => (
  <main>
    <h1>{say('options_title')}</h1>
    <p>{say(`options_${view.source.replaceAll('-', '_')}`)}</p>
    {view.problems.length > 0 && (
      <section role="alert">
        <h2>{say('options_problems')}</h2>
        {view.problems.map((problem) => (
          <p key={problem} class="danger">
            {problem}
          </p>
        ))}
      </section>
    )}
    {view.document !== null && <pre>{view.document}</pre>}
  </main>
);
