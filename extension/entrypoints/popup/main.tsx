import { render } from 'preact';
import type { StatusReply } from '../../messages/status.ts';
import { browser } from '../../platform/browser.ts';
import { speak } from '../../platform/speak.ts';
import { Popup } from '../../popup/popup.tsx';

speak('popup_title');

const asked = Number(new URLSearchParams(location.search).get('tab'));
const [active] = await browser.tabs.query({ active: true, currentWindow: true });
const status = (await browser.runtime.sendMessage({ type: 'status', tab: asked || active?.id || 0 })) as StatusReply;
render(<Popup status={status} />, document.getElementById('root') ?? document.body);
