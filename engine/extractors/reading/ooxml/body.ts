/** Text of WordprocessingML and DrawingML (ECMA-376 part 1, §17 and §21): documents, headers, notes, slides, charts. */

import type { KnowsLabel } from '../../../layout.ts';
import { createFrame, drainFrame, type Frame, handOver } from '../frame.ts';
import type { PartWriter } from '../part-writer.ts';
import type { Element, XmlHandler } from '../xml-walk.ts';
import { formFields } from './form-fields.ts';

/** Elements whose text stands in the line: text, deleted text, values of charts, names of a workbook's authors. */
const TEXT: ReadonlySet<string> = new Set(['t', 'delText', 'text', 'v', 'author']);

/** Elements whose text no reader sees in the line: instructions of fields, formulas of charts. */
const ASIDE: ReadonlySet<string> = new Set(['instrText', 'delInstrText', 'f']);

/** Attributes that readers are shown or that carry values: alternative texts, tooltips, list entries, queries. */
const SHOWN: ReadonlySet<string> = new Set(['descr', 'title', 'tooltip', 'alt', 'string', 'instr', 'displayText']);

/** Values of settings that hold text of their own (§17.14, §17.15). */
const SETTINGS: ReadonlySet<string> = new Set(['query', 'connectString', 'mailSubject', 'addressFieldName', 'lvlText']);

/** People whom the document names itself. */
const PEOPLE: ReadonlySet<string> = new Set(['author', 'initials', 'displayName', 'userId']);

/** `Picture 1`, `Textfeld 2`: names that programs give. */
const GIVEN_NAME = /^[\p{L} ]*\d*$/u;

type Mode = 'none' | 'line' | 'aside';

/** Text that is put together by itself first. */
type Branch = 'box' | 'alternatives' | 'choice' | 'fallback';

/** Branches in branches that are followed. */
const FOLLOWED = 64;

/** Reads a part into `out`; `drained` hands over what is complete. */
export function bodyReader(out: PartWriter, knows: KnowsLabel): XmlHandler & { drain(): void; finish(): void } {
  let records = 0;
  const nextRecord = (): number => ++records;
  const newFrame = (): Frame => createFrame(nextRecord, knows);
  const base = newFrame();
  const frames: { readonly frame: Frame; readonly kind: 'base' | Branch; said: string }[] = [
    { frame: base, kind: 'base', said: '' },
  ];
  /** Branches deeper than are followed: their text stands in the line. */
  let unfollowed = 0;
  const named = new Set<string>();
  let mode: Mode = 'none';
  let deleted = 0;
  let inserted = 0;
  let aside = '';

  const frame = (): Frame => frames.at(-1)?.frame ?? base;
  const fields = formFields(frame, nextRecord);

  const push = (kind: Branch): void => {
    if (frames.length < FOLLOWED) frames.push({ frame: newFrame(), kind, said: '' });
    else unfollowed++;
  };

  const pop = (kind: Branch): void => {
    if (unfollowed > 0) {
      unfollowed--;
      return;
    }
    if (frames.length === 1 || frames.at(-1)?.kind !== kind) return;
    const taken = frame().take();
    frames.pop();
    const above = frames.at(-1);
    if (kind === 'box' || above === undefined) {
      frame().adopt(taken, false);
      return;
    }
    if (kind === 'alternatives') {
      frame().adopt(taken, true);
      return;
    }
    // The same content for older programs: only what the other branch does not say.
    const words = [taken.text, ...taken.asides.map(({ text }) => text)].join(' ').replace(/\s+/g, ' ').trim();
    if (above.said.includes(words)) return;
    above.said += ` ${words}`;
    frame().adopt(taken, true);
  };

  const show = (element: Element): void => {
    for (const [local, value] of element.attributes()) {
      if (value.trim() === '') continue;
      if (PEOPLE.has(local) || (local === 'name' && /^(?:cmA|a)uthor$/.test(element.name))) {
        if (!named.has(value)) frame().aside(value, { key: 'author', role: 'staff' });
        named.add(value);
      } else if (SHOWN.has(local) || (local === 'val' && SETTINGS.has(element.name))) frame().aside(value);
      else if (local === 'name' && element.name.endsWith('Pr') && !GIVEN_NAME.test(value)) frame().aside(value);
    }
  };

  return {
    open(element) {
      const { name } = element;
      show(element);
      fields.open(element);
      switch (name) {
        case 'AlternateContent':
          push('alternatives');
          break;
        case 'Choice':
          push('choice');
          break;
        case 'Fallback':
          push('fallback');
          break;
        case 'txbxContent':
          push('box');
          break;
        case 'del':
        case 'moveFrom':
          deleted++;
          break;
        case 'ins':
        case 'moveTo':
          inserted++;
          break;
        case 'tbl':
          frame().openTable();
          break;
        case 'tc':
          frame().openCell();
          break;
        case 'gridSpan':
          frame().spanCell(Number(element.attribute('val')));
          break;
        case 'tblHeader':
          frame().headingRow();
          break;
        case 'tab':
        case 'ptab':
          // Tab stops of a style are called tab too, and stand outside runs.
          if (element.attribute('pos') === '') frame().write('\t');
          break;
        case 'br':
        case 'cr':
          frame().write('\n');
          break;
        case 'noBreakHyphen':
          frame().write('-');
          break;
        case 'sym':
          frame().write(symbol(element));
          break;
      }
      if (TEXT.has(name)) mode = 'line';
      else if (ASIDE.has(name)) mode = 'aside';
    },
    text(text) {
      if (mode === 'aside') aside += text;
      else if (mode === 'line') {
        if (deleted > 0) frame().writeDeleted(text);
        else if (inserted > 0) frame().writeInserted(text);
        else frame().write(text);
      }
    },
    close(name) {
      if (ASIDE.has(name)) {
        if (!fields.instruction(aside)) frame().aside(aside);
        aside = '';
        mode = 'none';
      } else if (TEXT.has(name)) {
        mode = 'none';
        if (name === 'v' || name === 'author') frame().write('\n');
      }
      switch (name) {
        case 'AlternateContent':
          pop('alternatives');
          break;
        case 'Choice':
          pop('choice');
          break;
        case 'Fallback':
          pop('fallback');
          break;
        case 'txbxContent':
          pop('box');
          break;
        case 'del':
        case 'moveFrom':
          deleted = Math.max(0, deleted - 1);
          break;
        case 'ins':
        case 'moveTo':
          inserted = Math.max(0, inserted - 1);
          break;
        case 'p':
        case 'comment':
        case 'cm':
          frame().endParagraph();
          break;
        case 'tc':
          frame().closeCell();
          break;
        case 'tr':
          frame().closeRow();
          break;
        case 'tbl':
          frame().closeTable();
          break;
      }
      fields.close(name);
    },
    drain() {
      if (frames.length === 1 && !fields.isOpen()) drainFrame(base, out);
    },
    finish() {
      while (frames.length > 1) {
        const taken = frame().take();
        frames.pop();
        frame().adopt(taken, false);
      }
      handOver(base, out);
    },
  };
}

/** A character of a symbol font (§17.3.3.30): fonts of letters keep theirs in the private area, in order. */
function symbol(element: Element): string {
  const code = Number.parseInt(element.attribute('char'), 16);
  if (!(code >= 0x20) || code > 0xffff || /dings/i.test(element.attribute('font'))) return ' ';
  return String.fromCharCode(code >= 0xf000 && code < 0xf100 ? code - 0xf000 : code);
}
