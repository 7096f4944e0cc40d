/** Text that a style sheet puts before or after an element: it is printed and stands in no node. */
export const generatedText = (element: Element, place: '::before' | '::after'): string => {
  const { content } = getComputedStyle(element, place);
  if (content === 'none' || content === 'normal') return '';
  let text = '';
  for (const [, quoted, attribute] of content.matchAll(PART))
    text += quoted === undefined ? (element.getAttribute(attribute ?? '') ?? '') : unescaped(quoted);
  // Bullets, quotation marks and the glyphs of icon fonts say nothing, and would part words.
  return /[\p{L}\p{N}]/u.test(text) ? text : '';
};

/** A string or an attribute in a computed `content`; counters and pictures are neither. */
const PART = /"((?:[^"\\]|\\.)*)"|\battr\(\s*([\w-]+)[^)]*\)/gs;

/** CSS Syntax 3, §4.3.7. */
const unescaped = (quoted: string): string =>
  quoted.replace(/\\(?:([0-9a-f]{1,6})\s?|(.))/gis, (_, code: string | undefined, letter: string | undefined) =>
    code === undefined ? (letter ?? '') : String.fromCodePoint(Math.min(Number.parseInt(code, 16), 0x10_ff_ff)),
  );
