import { defineContentScript } from 'wxt/utils/define-content-script';
import { installShims } from '../main-world/shims.ts';

export default defineContentScript({
  matches: ['<all_urls>'],
  world: 'MAIN',
  runAt: 'document_start',
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  main: installShims,
});
