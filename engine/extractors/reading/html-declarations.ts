/** Follows what HTML declares: column and row headings, terms, labels of form controls. */
import type { Readable } from './readable.ts';

type Attributes = (name: string) => string | undefined;

/** Labels that are remembered for controls further down. */
const LABELS_KEPT = 1000;
const LABEL_LENGTH = 80;

export function declarations(out: Readable) {
  const labels = new Map<string, string>();
  let headings: string[] = [];
  let rowIsHeading = true;
  let column = 0;
  let record = 0;
  let inRow = false;
  let rowLabel = '';
  let cell: { readonly name: string; start: number } | null = null;
  let term: { start: number } | null = null;
  let definition: { start: number } | null = null;
  let termText = '';
  let label: { start: number; readonly target: string } | null = null;
  let openLabel = '';
  let area: { start: number; readonly key: string } | null = null;

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

  const endCell = (): void => {
    if (cell === null) return;
    if (cell.name === 'th') {
      if (column === 0) rowLabel = text(cell.start);
      if (rowIsHeading) headings[column] = text(cell.start);
    } else {
      const key = headings[column] ?? '';
      if (key !== '') declare(cell.start, key);
      else if (column > 0 && rowLabel !== '') declare(cell.start, rowLabel);
      if (column === 0 && rowLabel === '' && key === '') rowLabel = text(cell.start);
      rowIsHeading = false;
    }
    column++;
    cell = null;
  };

  const endRow = (): void => {
    endCell();
    inRow = false;
  };

  const control = (attribute: Attributes): string | undefined => {
    const id = attribute('id');
    const named = (id === undefined ? undefined : labels.get(id)) ?? (openLabel === '' ? undefined : openLabel);
    return (
      named ?? attribute('aria-label') ?? attribute('name') ?? attribute('property') ?? attribute('placeholder') ?? id
    );
  };

  return {
    /** Number of the row or group that values here belong to. */
    record: (): number => record,
    /** The label of a form control or meta element. */
    control,
    open(name: string, attribute: Attributes): void {
      switch (name) {
        case 'table':
          endRow();
          headings = [];
          break;
        case 'tr':
          endRow();
          record++;
          inRow = true;
          column = 0;
          rowLabel = '';
          rowIsHeading = true;
          break;
        case 'td':
        case 'th':
          endCell();
          cell = { name, start: out.length };
          break;
        case 'dl':
        case 'form':
          record++;
          break;
        case 'dt':
          term = { start: out.length };
          break;
        case 'dd':
          definition = { start: out.length };
          break;
        case 'label':
          label = { start: out.length, target: attribute('for') ?? '' };
          openLabel = '';
          break;
        case 'input':
          if (label !== null) openLabel = text(label.start);
          break;
        case 'textarea':
          area = { start: out.length, key: control(attribute) ?? '' };
          break;
      }
    },
    close(name: string): void {
      switch (name) {
        case 'td':
        case 'th':
          endCell();
          break;
        case 'tr':
        case 'table':
          if (inRow) endRow();
          break;
        case 'dt':
          if (term !== null) termText = text(term.start);
          term = null;
          break;
        case 'dd':
          if (definition !== null) declare(definition.start, termText);
          definition = null;
          break;
        case 'label':
          if (label !== null && label.target !== '' && labels.size < LABELS_KEPT)
            labels.set(label.target, text(label.start));
          label = null;
          openLabel = '';
          break;
        case 'textarea':
          if (area !== null) declare(area.start, area.key);
          area = null;
          break;
      }
    },
    /** The chunk ends here: what is open goes on at the start of the next. */
    cut(): void {
      for (const open of [cell, term, definition, label, area]) if (open !== null) open.start = 0;
    },
  };
}
