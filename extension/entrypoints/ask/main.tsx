import { render } from 'preact';
import { watchArming } from '../../ask/arming.ts';
import { Ask } from '../../ask/ask.tsx';
import { askState, openQuestion } from '../../ask/connection.ts';
import { speak } from '../../platform/speak.ts';

speak('ask_title');

const answers = openQuestion(new URLSearchParams(location.search).get('attempt') ?? '');
watchArming(new AbortController().signal);
window.addEventListener('keydown', (event) => {
  if (!event.isTrusted || event.key !== 'Escape') return;
  if (askState.value.is === 'asking') answers.answer('stop');
  else window.close();
});
render(<Ask {...answers} />, document.getElementById('root') ?? document.body);
