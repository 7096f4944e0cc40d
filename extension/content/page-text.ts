/** What a page would print, as one text, with the way back to its nodes. */

import type { Span } from '../../engine/types.ts';
import { isNotice } from './dialogs/notice.ts';
import { shadowRootOf } from './shadow-root-of.ts';

type Printed = Text | HTMLInputElement | HTMLTextAreaElement;

export interface PageText {
  readonly text: string;
  /** In order; `start` is the offset of the node's value in `text`. */
  readonly pieces: readonly { readonly node: Printed; readonly start: number; readonly length: number }[];
}

const UNPRINTED = new Set('SCRIPT STYLE NOSCRIPT TEMPLATE HEAD'.split(' '));

/** Reads open shadow trees as well; cells are parted by tabs, blocks by line ends. */
export const readPage = (root: Node): PageText => {
  const pieces: { node: Printed; start: number; length: number }[] = [];
  let text = '';
  const add = (node: Printed, value: string) => {
    if (value === '') return;
    pieces.push({ node, start: text.length, length: value.length });
    text += value;
  };
  const walk = (node: Node) => {
    if (node instanceof Text) return add(node, node.data);
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) {
      const hidden = node instanceof HTMLInputElement && /^(?:hidden|password|file|image)$/.test(node.type);
      if (!hidden) {
        add(node, node.value);
        text += '\n';
      }
      return;
    }
    if (isNotice(node) || (node instanceof Element && UNPRINTED.has(node.tagName))) return;
    // A block begins on a line of its own, whatever stood before it.
    const after = node instanceof Element ? breakAfter(node) : '';
    if (after === '\n' && text !== '' && !/\s$/.test(text)) text += after;
    const inside = shadowRootOf(node) ?? node;
    for (let child = inside.firstChild; child; child = child.nextSibling) walk(child);
    if (inside !== node) for (let child = node.firstChild; child; child = child.nextSibling) walk(child);
    text += after;
  };
  walk(root);
  return { text, pieces };
};

/** What parts an element from the next on paper: cells by tabs; blocks and the children of flex and grid by line ends. */
const breakAfter = (element: Element): string => {
  const { display } = getComputedStyle(element);
  if (display === 'table-cell') return '\t';
  const flows = display === 'inline' || display === 'contents' || display.startsWith('ruby');
  const parent = element.parentElement;
  return flows && !(parent && /flex|grid/.test(getComputedStyle(parent).display)) ? '' : '\n';
};

/** Writes the edits into the page's nodes and returns the way back. */
export const writeEdits = (page: PageText, edits: readonly (Span & { readonly text: string })[]): (() => void) => {
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
  };
};

const readValue = (node: Printed): string => (node instanceof Text ? node.data : node.value);

const writeValue = (node: Printed, value: string): void => {
  if (node instanceof Text) node.data = value;
  else node.value = value;
};
