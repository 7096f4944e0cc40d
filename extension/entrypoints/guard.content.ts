import { defineContentScript } from 'wxt/utils/define-content-script';
import { guardDocument } from '../content/guard.ts';

export default defineContentScript({
  matches: ['<all_urls>'],
  runAt: 'document_start',
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  main: guardDocument,
});
