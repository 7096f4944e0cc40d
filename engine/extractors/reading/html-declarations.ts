/** Follows what HTML declares: tables, terms, labels of form controls, labels that stand before what they name. */
import { type KnowsLabel, knownLabel, NO_LABELS } from '../../layout.ts';
import { htmlTables } from './html-tables.ts';
import type { Readable } from './readable.ts';

type Attributes = (name: string) => string | undefined;

/** Labels that are remembered for controls further down. */
const LABELS_KEPT = 1000;
const LABEL_LENGTH = 80;

const CELLS: ReadonlySet<string> = new Set(['td', 'th']);
const TABLES: ReadonlySet<string> = new Set(['table', 'tr', ...CELLS]);
const CONTROLS: ReadonlySet<string> = new Set(['input', 'select', 'textarea']);

export function declarations(out: Readable, knows: KnowsLabel = NO_LABELS) {
  const labels = new Map<string, string>();
  let record = 0;
  let term: { start: number } | null = null;
  let definition: { start: number } | null = null;
  let termText = '';
  let label: { start: number; readonly target: string; held: boolean } | null = null;
  let area: { start: number; readonly key: string } | null = null;
  /** The element that was opened last, if nothing was closed since. */
  let leaf: { readonly name: string; start: number } | null = null;
  /** A label whose value is the text of what comes next; `start` is below zero until there is any. */
  let before: { readonly key: string; readonly inBlock: boolean; start: number } | null = null;

  const text = (start: number): string =>
    out
      .text(start, Math.min(out.length, start + 4 * LABEL_LENGTH))
      .replace(/\s+/g, ' ')
      .replace(/[:*]\s*$/, '')
      .trim()
      .slice(0, LABEL_LENGTH);

  const declare = (start: number, key: string): void => {
    if (key !== '') out.field({ start, end: out.length, key, record });
  };

  const tables = htmlTables(out, knows, () => ++record, text);

  /** The value ends with the block that it fills; one in a line of text with its element. */
  const endValue = (atBlock: boolean, atClose: boolean): boolean => {
    if (before === null || before.start < 0 || !(atBlock || (atClose && !before.inBlock))) return false;
    if (knownLabel(text(before.start), knows) === null) declare(before.start, before.key);
    before = null;
    return true;
  };

  /** An element that held a label alone is followed by what it names: `<div>MRN</div><div>0048291</div>`. */
  const endLeaf = (name: string, isBlock: boolean): void => {
    const written = leaf?.name === name && !tables.inCell() ? text(leaf.start) : '';
    leaf = null;
    if (written === '' || CELLS.has(name)) return;
    const known = knownLabel(written, knows);
    if (name === 'label' || known !== null) before = { key: known?.label ?? written, inBlock: isBlock, start: -1 };
  };

  const control = (attribute: Attributes): string | undefined => {
    const id = attribute('id');
    const own = id === undefined ? undefined : labels.get(id);
    const around = label === null ? '' : text(label.start);
    return (
      own ??
      (around === '' ? undefined : around) ??
      attribute('aria-label') ??
      before?.key ??
      attribute('name') ??
      attribute('property') ??
      attribute('placeholder') ??
      id
    );
  };

  return {
    /** True inside of a cell of a table. */
    inCell: (): boolean => tables.inCell(),
    /** Number of the row or group that values here belong to. */
    record: (): number => record,
    /** The label of a form control or meta element. */
    control,
    /** Before anything is written in place of an opening tag. */
    opens(isBlock: boolean): void {
      endValue(isBlock, false);
    },
    open(name: string, attribute: Attributes): void {
      if (CONTROLS.has(name)) before = null;
      leaf = { name, start: out.length };
      if (TABLES.has(name)) tables.open(name, attribute);
      else if (name === 'dl' || name === 'form') record++;
      else if (name === 'dt') term = { start: out.length };
      else if (name === 'dd') definition = { start: out.length };
      else if (name === 'label') label = { start: out.length, target: attribute('for') ?? '', held: false };
      else if (name === 'textarea') area = { start: out.length, key: control(attribute) ?? '' };
      if (CONTROLS.has(name) && label !== null) label.held = true;
    },
    /** Text of the page is written next. */
    text(): void {
      if (before !== null && before.start < 0) before.start = out.length;
    },
    /** True where a label or its value ends here, which style sheets part from what follows. */
    close(name: string, isBlock: boolean): boolean {
      const ended = endValue(isBlock, true);
      if (name === 'label' && label?.held === true) leaf = null;
      endLeaf(name, isBlock);
      if (TABLES.has(name)) tables.close(name);
      else if (name === 'dt') {
        if (term !== null) termText = text(term.start);
        term = null;
      } else if (name === 'dd') {
        if (definition !== null) declare(definition.start, termText);
        definition = null;
      } else if (name === 'label') {
        if (label !== null && label.target !== '' && labels.size < LABELS_KEPT)
          labels.set(label.target, text(label.start));
        label = null;
      } else if (name === 'textarea') {
        if (area !== null) declare(area.start, area.key);
        area = null;
      }
      return ended || (before !== null && before.start < 0);
    },
    /** The chunk ends here: what is open goes on at the start of the next. */
    cut(): void {
      tables.cut();
      if (definition !== null) declare(definition.start, termText);
      if (area !== null) declare(area.start, area.key);
      if (before !== null && before.start >= 0) declare(before.start, before.key);
      for (const open of [term, definition, label, area, leaf]) if (open !== null) open.start = 0;
      if (before !== null && before.start > 0) before.start = 0;
    },
  };
}
