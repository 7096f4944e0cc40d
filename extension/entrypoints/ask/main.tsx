import { render } from 'preact';
import { watchArming } from '../../ask/arming.ts';
import { Ask } from '../../ask/ask.tsx';
import { openQuestion } from '../../ask/connection.ts';

const answer = openQuestion(new URLSearchParams(location.search).get('attempt') ?? '');
watchArming(new AbortController().signal);
window.addEventListener('keydown', (event) => {
  if (event.isTrusted && event.key === 'Escape') answer('stop');
});
render(<Ask answer={answer} />, document.getElementById('root') ?? document.body);
