/** What a page may do to its printed form. Each runs in the page, and nothing of the text may reach the paper. */
export const PRINT_FIGHTS: readonly (readonly [string, (text: string) => void])[] = [
  [
    'a style sheet that it adopts, in a layer, with an animation and a sheet size',
    (text) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`
        @layer { html, body { display: block !important; visibility: visible !important } }
        @page { margin: 0; size: A5 }
        @keyframes shown { from, to { display: block; visibility: visible } }
        html { display: block !important; animation: shown 1s infinite !important }`);
      document.adoptedStyleSheets = [sheet];
      document.body.append(text);
    },
  ],
  [
    'a style on its root, again before each print and once it is hidden',
    (text) => {
      const { style } = document.documentElement;
      const show = () => style.setProperty('display', 'block', 'important');
      let left = 20;
      new MutationObserver(() => left-- > 0 && show()).observe(document.documentElement, { attributes: true });
      addEventListener('beforeprint', show);
      Object.assign(document.body, { onbeforeprint: show });
      document.body.append(text);
    },
  ],
  [
    'style sheets taken away',
    (text) => {
      addEventListener('beforeprint', (event) => {
        event.stopImmediatePropagation();
        for (const one of document.querySelectorAll('style, link')) one.remove();
        document.documentElement.removeAttribute('style');
        document.adoptedStyleSheets = [];
      });
      document.body.append(text);
    },
  ],
  [
    'text that comes with the print',
    (text) =>
      addEventListener('beforeprint', (event) => {
        event.stopImmediatePropagation();
        document.body.append(text);
      }),
  ],
  [
    'text that comes a moment after, on a root that it shows again',
    (text) =>
      addEventListener('beforeprint', () =>
        queueMicrotask(() => {
          document.body.append(text);
          document.documentElement.style.setProperty('display', 'block', 'important');
        }),
      ),
  ],
  [
    'text that comes when the media change',
    (text) => matchMedia('print').addEventListener('change', ({ matches }) => matches && document.body.append(text)),
  ],
  [
    'text that a style sheet generates',
    (text) => {
      document.body.dataset.chart = text;
      const style = document.createElement('style');
      style.textContent = 'body::after { content: "Chart: " attr(data-chart) }';
      document.head.append(style);
    },
  ],
  [
    'text in a frame of its own',
    (text) => {
      const frame = document.createElement('iframe');
      frame.srcdoc = '<p></p>';
      frame.addEventListener('load', () => frame.contentDocument?.querySelector('p')?.append(text));
      document.body.append(frame);
    },
  ],
];
