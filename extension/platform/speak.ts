/** Tells assistive technology which language a page of ours speaks, and what it is. */
import { browser } from './browser.ts';
import { say } from './words.ts';

/** Languages that there are words in; the browser falls back to the first. */
const SPOKEN = ['en', 'es'];

export const speak = (title: string): void => {
  const wanted = browser.i18n.getUILanguage();
  document.documentElement.lang = SPOKEN.includes(wanted.split('-')[0] ?? '') ? wanted : 'en';
  document.title = `${say(title)} · ${say('name')}`;
};

/** How long ago, in words: `3 hours ago`. */
export const ago = (time: number, now = Date.now()): string => {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || 'en', { numeric: 'auto' });
  const seconds = Math.round((time - now) / 1000);
  for (const [unit, size] of UNITS)
    if (Math.abs(seconds) >= size) return words.format(Math.trunc(seconds / size), unit);
  return words.format(0, 'minute');
};

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
