import { render } from 'preact';
import type { PolicyViewReply } from '../../messages/status.ts';
import { Options } from '../../options/options.tsx';
import { browser } from '../../platform/browser.ts';
import { speak } from '../../platform/speak.ts';

speak('options_title');

const root = document.getElementById('root') ?? document.body;
const show = async () => {
  const view = (await browser.runtime.sendMessage({ type: 'policy-view' })) as PolicyViewReply;
  render(<Options view={view} />, root);
};
browser.storage.onChanged.addListener(() => void show());
await show();
