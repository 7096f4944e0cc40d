/** Text of OpenDocument (ODF 1.3 part 3): documents, presentations, drawings; also headers, footers and charts. */
import type { KnowsLabel } from '../../../layout.ts';
import { createFrame, drainFrame, type Frame, handOver } from '../frame.ts';
import type { PartWriter } from '../part-writer.ts';
import type { Element, XmlHandler } from '../xml-walk.ts';
import { changes } from './changes.ts';
import { namedValues } from './named-values.ts';

/** Elements whose text stands apart from the line in which they are anchored. */
const APART: ReadonlySet<string> = new Set([
  'note-body',
  'annotation',
  'frame',
  'text-box',
  'custom-shape',
  'rect',
  'ellipse',
  'circle',
  'polygon',
  'polyline',
  'path',
  'regular-polygon',
  'line',
  'connector',
  'caption',
  'notes',
  'header',
  'header-left',
  'header-first',
  'footer',
  'footer-left',
  'footer-first',
]);

/** Elements whose own text is shown, though they are no paragraphs. */
const SHOWN: ReadonlySet<string> = new Set([
  'title',
  'desc',
  'ruby-text',
  'footer-decl',
  'header-decl',
  'date-time-decl',
]);

/** Attributes that hold text which some state or program shows. */
const TEXTS: ReadonlySet<string> = new Set([
  'string-value-if-true',
  'string-value-if-false',
  'help-text',
  'condition',
  'alt-text',
]);

/** Names that programs give: `Bild 1`. */
const GIVEN_NAME = /^[\p{L}_ ]*\d*$/u;

/** Frames in frames that are followed. */
const FOLLOWED = 64;

export function odfTextReader(out: PartWriter, knows: KnowsLabel): XmlHandler & { drain(): void; finish(): void } {
  let records = 0;
  const nextRecord = (): number => ++records;
  const base = createFrame(nextRecord, knows);
  const frames: Frame[] = [base];
  let unfollowed = 0;
  const tracked = changes();
  const inserted = new Set<string>();
  /** Paragraphs that are open, for each frame: outside them there is only the file's own layout. */
  const paragraphs: number[] = [0];
  let deletion = 0;
  /** Text of an element that is no paragraph; null outside such. */
  let loose: string | null = null;
  let people = 0;
  let headerRows = 0;

  const frame = (): Frame => frames.at(-1) ?? base;
  const values = namedValues(frame, nextRecord);

  const inParagraph = (): boolean => (paragraphs.at(-1) ?? 0) > 0;
  const count = (by: number): void => {
    paragraphs[paragraphs.length - 1] = Math.max(0, (paragraphs.at(-1) ?? 0) + by);
  };

  const write = (text: string): void => {
    if (inserted.size > 0) frame().writeInserted(text);
    else frame().write(text);
  };

  const attributes = (element: Element): void => {
    for (const [local, value] of element.attributes()) {
      if (value === '') continue;
      if (local === 'href' && element.name === 'a') frame().aside(value);
      else if (TEXTS.has(local) || (local === 'string-value' && element.name === 'hidden-text')) frame().aside(value);
      else if (local === 'name' && element.name === 'frame' && !GIVEN_NAME.test(value)) frame().aside(value);
    }
  };

  const mark = (element: Element): void => {
    const id = element.attribute('change-id');
    switch (element.name) {
      case 'change':
        frame().writeDeleted(tracked.deletedAt(id));
        break;
      case 'change-start':
        if (tracked.isInsertion(id)) inserted.add(id);
        break;
      case 'change-end':
        inserted.delete(id);
        break;
    }
  };

  const leave = (): void => {
    if (unfollowed > 0) {
      unfollowed--;
      return;
    }
    if (frames.length === 1) return;
    const taken = frame().take();
    frames.pop();
    paragraphs.pop();
    frame().adopt(taken, false);
    frame().settleBetween();
  };

  return {
    open(element) {
      const { name } = element;
      tracked.open(name, element.attribute);
      if (name === 'deletion') deletion++;
      if (deletion > 0) return;
      attributes(element);
      values.open(element);
      if (APART.has(name)) {
        if (frames.length < FOLLOWED) {
          frames.push(createFrame(nextRecord, knows));
          paragraphs.push(0);
        } else unfollowed++;
      }
      if (SHOWN.has(name) || name === 'note-citation') loose = '';
      switch (name) {
        case 'p':
        case 'h':
          count(1);
          break;
        case 's': {
          write(' '.repeat(Math.min(Number(element.attribute('c')) || 1, 64)));
          break;
        }
        case 'tab':
          if (inParagraph()) write('\t');
          break;
        case 'line-break':
          write('\n');
          break;
        case 'soft-page-break':
          break;
        case 'change':
        case 'change-start':
        case 'change-end':
          mark(element);
          break;
        case 'creator':
        case 'creator-initials':
        case 'sender-firstname':
          people++;
          loose = '';
          break;
        case 'table':
          frame().openTable();
          break;
        case 'table-header-rows':
          headerRows++;
          break;
        case 'table-row':
          if (headerRows > 0) frame().headingRow();
          break;
        case 'table-cell':
        case 'covered-table-cell':
          frame().openCell();
          break;
      }
    },
    text(text) {
      if (tracked.text(text)) return;
      if (loose !== null) loose += text;
      else if (inParagraph()) write(text.replaceAll(/\s+/g, ' '));
    },
    close(name) {
      tracked.close(name);
      if (name === 'deletion') deletion--;
      if (deletion > 0) return;
      if (loose !== null && (SHOWN.has(name) || name.startsWith('creator') || name === 'sender-firstname')) {
        if (people > 0) frame().aside(loose, { key: 'author', role: 'staff' });
        else frame().aside(loose);
        loose = null;
        people = 0;
      }
      // The number of a note belongs to no word.
      if (name === 'note-citation') loose = null;
      values.close(name);
      switch (name) {
        case 'p':
        case 'h':
          count(-1);
          frame().endParagraph();
          break;
        case 'table-cell':
        case 'covered-table-cell':
          frame().closeCell();
          break;
        case 'table-row':
          frame().closeRow();
          break;
        case 'table-header-rows':
          headerRows--;
          break;
        case 'table':
          frame().closeTable();
          break;
      }
      if (APART.has(name)) leave();
    },
    drain() {
      if (frames.length === 1 && !values.isOpen()) drainFrame(base, out);
    },
    finish() {
      while (frames.length > 1) leave();
      for (const text of tracked.rest()) base.aside(text);
      handOver(base, out);
    },
  };
}
