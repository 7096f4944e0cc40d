/** What a page would print, as one text, with the way back to its nodes. */

import type { Span } from '../../engine/types.ts';
import { isNotice } from './dialogs/notice.ts';
import { generatedText } from './generated-text.ts';
import { isUnreadPicture } from './page-pictures.ts';
import { shadowRootOf } from './shadow-root-of.ts';

type Printed = Text | HTMLInputElement | HTMLTextAreaElement;

export interface PageText {
  readonly text: string;
  /** In order; `start` is the offset of the node's value in `text`. */
  readonly pieces: readonly { readonly node: Printed; readonly start: number; readonly length: number }[];
  /** Text that stands in no node, and the element that it is printed with. */
  readonly generated: readonly { readonly element: Element; readonly start: number; readonly length: number }[];
  /** What is printed and was not read. */
  readonly pictures: readonly Element[];
}

const UNPRINTED = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE HEAD'.split(' '));

/** Reads open shadow trees as well; cells are parted by tabs, blocks by line ends. */
export const readPage = (root: Node): PageText => {
  const pieces: { node: Printed; start: number; length: number }[] = [];
  const generated: { element: Element; start: number; length: number }[] = [];
  const pictures: Element[] = [];
  let text = '';
  const add = (node: Printed, value: string) => {
    if (value === '') return;
    pieces.push({ node, start: text.length, length: value.length });
    text += value;
  };
  const generate = (element: Element, place: '::before' | '::after') => {
    const value = generatedText(element, place);
    if (value === '') return;
    generated.push({ element, start: text.length, length: value.length });
    text += value;
  };
  const walk = (node: Node) => {
    if (node instanceof Text) return add(node, node.data);
    const style = node instanceof Element && !UNPRINTED.has(node.tagName) ? getComputedStyle(node) : null;
    if (node instanceof Element && style && !isNotice(node) && isUnreadPicture(node, style)) pictures.push(node);
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) {
      const hidden = node instanceof HTMLInputElement && /^(?:hidden|password|file|image)$/.test(node.type);
      if (!hidden) {
        add(node, node.value);
        text += '\n';
      }
      return;
    }
    if (isNotice(node) || (node instanceof Element && !style)) return;
    // A block begins on a line of its own, whatever stood before it.
    const after = node instanceof Element && style ? breakAfter(node, style) : '';
    if (after === '\n' && text !== '' && !/\s$/.test(text)) text += after;
    if (node instanceof Element) generate(node, '::before');
    const inside = shadowRootOf(node) ?? node;
    for (let child = inside.firstChild; child; child = child.nextSibling) walk(child);
    if (inside !== node) for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
    if (node instanceof Element) generate(node, '::after');
    text += after;
  };
  walk(root);
  return { text, pieces, generated, pictures };
};

/** What parts an element from the next on paper: cells by tabs; blocks and the children of flex and grid by line ends. */
const breakAfter = (element: Element, { display }: CSSStyleDeclaration): string => {
  if (display === 'table-cell') return '\t';
  const flows = display === 'inline' || display === 'contents' || display.startsWith('ruby');
  const parent = element.parentElement;
  return flows && !(parent && /flex|grid/.test(getComputedStyle(parent).display)) ? '' : '\n';
};

/**
 * Writes the edits into the page's nodes and returns the way back. What has no node to write into, and
 * pictures that nobody read, are not printed with a redacted page.
 */
export const writeEdits = (page: PageText, edits: readonly (Span & { readonly text: string })[]): (() => void) => {
  const touched = page.generated.filter(({ start, length }) =>
    edits.some((edit) => edit.start < start + length && edit.end > start),
  );
  const shown = [...touched.map(({ element }) => element), ...page.pictures].map(hide);
  const before = new Map<Printed, string>();
  for (const { node, start, length } of page.pieces) {
    const inside = edits.filter((edit) => edit.start < start + length && edit.end > start);
    if (inside.length === 0) continue;
    const value = readValue(node);
    before.set(node, value);
    let next = value;
    for (const edit of [...inside].reverse()) {
      const from = Math.max(0, edit.start - start);
      // An edit that began in an earlier node has left its replacement there.
      next =
        next.slice(0, from) + (edit.start < start ? '' : edit.text) + next.slice(Math.min(length, edit.end - start));
    }
    writeValue(node, next);
  }
  return () => {
    for (const [node, value] of before) writeValue(node, value);
    for (const show of shown.reverse()) show();
  };
};

/** Keeps an element off the paper, against every style of the page's; returns the way back. */
export const hide = (element: Element): (() => void) => {
  if (!(element instanceof HTMLElement || element instanceof SVGElement)) return () => undefined;
  const { style } = element;
  const was = [style.getPropertyValue('display'), style.getPropertyPriority('display')] as const;
  style.setProperty('display', 'none', 'important');
  return () => style.setProperty('display', ...was);
};

const readValue = (node: Printed): string => (node instanceof Text ? node.data : node.value);

const writeValue = (node: Printed, value: string): void => {
  if (node instanceof Text) node.data = value;
  else node.value = value;
};
