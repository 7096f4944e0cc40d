import type { Names, NewFile } from '../new.ts';

/** An interceptor with its page and its browser test, which bear its name. */
export const interceptorFiles = ({ kebab, camel }: Names): readonly NewFile[] => [
  {
    path: `extension/content/interceptors/${kebab}.ts`,
    content: `import { defineInterceptor, first, stop } from '../interceptor.ts';

/** Say which user action this stops, and which of its forms arrive as this event. */
export const ${camel} = defineInterceptor({
  name: '${kebab}',
  install({ guarded, hold, signal }) {
    const onEvent = (event: Event) => {
      if (!event.isTrusted || !guarded('paste')) return;
      stop(event);
      hold({ channel: 'paste', items: [], release: () => {}, replace: () => false, drop: () => {} });
    };
    window.addEventListener('${kebab}', onEvent, first(signal));
  },
});
`,
  },
  {
    path: `test/pages/${kebab}/index.html`,
    content: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>${kebab}</title>
  </head>
  <body>
    <textarea id="text" aria-label="Text"></textarea>
  </body>
</html>
`,
  },
  {
    path: `test/e2e/${kebab}.e2e.ts`,
    content: `import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Guarded, launchGuarded } from '../support/guarded.ts';

let guarded: Guarded;

beforeAll(async () => {
  guarded = await launchGuarded();
});
afterAll(() => guarded?.close());

test('where no rule can act, the page is not touched', async () => {
  const page = await guarded.open('free', '${kebab}');
  await page.type('#text', 'agenda');
  expect(await page.$eval('#text', (field) => (field as HTMLTextAreaElement).value)).toBe('agenda');
  await page.close();
});
`,
  },
];
