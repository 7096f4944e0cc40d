/** What a page prints that is no text: nobody reads it here, so it is a gap where it is large enough to say something. */

/** A sheet of letter paper at 96 px to the inch, in px². */
const SHEET = 816 * 1056;
/** Logos and ornaments are smaller. */
const PICTURE = SHEET / 20;
/** What a script or a plug-in draws is no ornament; less than this is a button or a small chart. */
const DRAWING = SHEET / 100;

const PICTURES = new Set('IMG IMAGE VIDEO INPUT'.split(' '));
const DRAWINGS = new Set('CANVAS EMBED OBJECT'.split(' '));

export const isUnreadPicture = (element: Element, style: CSSStyleDeclaration): boolean => {
  const least = leastOf(element, style);
  if (least === null) return false;
  const { width, height } = element.getBoundingClientRect();
  return width * height >= least;
};

const leastOf = (element: Element, style: CSSStyleDeclaration): number | null => {
  const name = element.tagName.toUpperCase();
  if (DRAWINGS.has(name)) return DRAWING;
  if (PICTURES.has(name)) return PICTURE;
  // A background is left out of a print unless the page insists.
  return style.printColorAdjust === 'exact' && style.backgroundImage.includes('url(') ? PICTURE : null;
};
