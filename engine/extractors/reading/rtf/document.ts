/** Reads an RTF document into text, values that it names, and the data that is embedded in it. */
import { createDecoder, type Decoder } from '../../../charsets/decoder.ts';
import type { KnowsLabel } from '../../../layout.ts';
import { createFrame, type Frame } from '../frame.ts';
import { rtfData } from './data.ts';
import { CHARACTERS, charsetOfPage, DESTINATIONS, type Destination, FONT_CHARSETS } from './destinations.ts';
import type { RtfHandler } from './tokens.ts';

interface Group {
  destination: Destination;
  page: number;
  /** Units that stand in for a Unicode character in programs that know none. */
  substitutes: number;
  deleted: boolean;
  revised: boolean;
  /** True after `\*`: a destination that is not known is nobody's text. */
  optional: boolean;
  /** Text of an aside that ends with this group; null where the group has none of its own. */
  own: string | null;
  /** The group whose aside the text goes to. */
  owner: Group | null;
  /** Where the value begins that ends with this group; -1 where none does. */
  value: number;
}

/** Groups in groups that are followed; deeper ones share the state of the last. */
const FOLLOWED = 1000;

export function rtfDocument(limit: number, knows: KnowsLabel) {
  let records = 0;
  const nextRecord = (): number => ++records;
  const base = createFrame(nextRecord, knows);
  const frames: { readonly frame: Frame; readonly depth: number }[] = [{ frame: base, depth: 0 }];
  const groups: Group[] = [];
  let unfollowed = 0;
  const data = rtfData(limit);
  let page = 1252;
  const fontPages = new Map<number, number>();
  let tableFont = 0;
  let defaultFont = 0;
  let skip = 0;
  let high = '';
  let decoder: { readonly page: number; readonly decode: Decoder } | null = null;
  let pictureFormat = '';
  let inTable = false;
  let tableOpen = false;
  let key = '';
  let form = 0;
  const bookmarks = new Map<string, { readonly start: number; readonly frame: Frame }>();
  /** The field whose result follows, by the name that its form gives it. */
  let fieldKey = '';

  const frame = (): Frame => frames.at(-1)?.frame ?? base;
  /** What holds outside of all groups, where a broken document closes more than it opened. */
  const root: Group = { ...ROOT };
  const group = (): Group => groups.at(-1) ?? root;

  const declare = (start: number, name: string): void => {
    if (name === '' || frame().length - start > VALUE_LENGTH) return;
    if (form === 0) form = nextRecord();
    frame().field(start, frame().length, { key: name, record: form });
  };

  const write = (text: string): void => {
    const current = group();
    if (current.destination === 'line' || current.destination === 'apart') {
      if (tableOpen && !inTable && frames.length === 1) closeTable();
      if (current.deleted) frame().writeDeleted(text);
      else if (current.revised) frame().writeInserted(text);
      else frame().write(text);
      return;
    }
    const { owner } = current;
    if (owner !== null && owner.own !== null && owner.own.length < ASIDE_LENGTH) owner.own += text;
  };

  /** Bytes of text in the code page of the font, or of the document. */
  const writeBytes = (bytes: Uint8Array): void => {
    const { destination } = group();
    if (isData(destination)) {
      data.addHex(bytes);
      return;
    }
    if (destination === 'skipped' || destination === 'picture-again' || destination === 'fonts') return;
    let from = 0;
    while (skip > 0 && from < bytes.length) {
      skip--;
      from++;
    }
    const current = group().page;
    if (decoder?.page !== current) {
      const made = createDecoder(charsetOfPage(current)) ?? createDecoder('windows-1252');
      decoder = made === null ? null : { page: current, decode: made };
    }
    if (from < bytes.length && decoder !== null) write(decoder.decode.decode(bytes.subarray(from)));
  };

  const closeTable = (): void => {
    base.closeTable();
    tableOpen = false;
  };

  const openTable = (): void => {
    inTable = true;
    if (tableOpen || frames.length > 1) return;
    base.openTable();
    base.openCell();
    tableOpen = true;
  };

  /** A destination begins; its text ends with the group. */
  const begin = (word: string): void => {
    const current = group();
    const known = DESTINATIONS.get(word);
    if (known === undefined && !current.optional) return;
    const destination = known ?? 'aside';
    // A destination within one that is not shown stays there.
    if (current.destination === 'skipped' || current.destination === 'picture-again') return;
    current.destination = destination;
    if (destination === 'apart') frames.push({ frame: createFrame(nextRecord, knows), depth: groups.length });
    else if (destination !== 'line' && destination !== 'skipped') {
      current.own = '';
      current.owner = current;
    }
    if (word === 'fldrslt') current.value = frame().length;
  };

  const end = ({ destination, own, value: start }: Group): void => {
    if (start >= 0) {
      declare(start, fieldKey);
      fieldKey = '';
    }
    // Groups within an aside only style it.
    if (own === null) return;
    const value = own.trim();
    switch (destination) {
      case 'picture':
      case 'object':
      case 'data':
        data.end(destination, pictureFormat);
        pictureFormat = '';
        break;
      case 'field-name':
        fieldKey = value;
        break;
      case 'property-name':
        key = value;
        break;
      case 'property-value':
        base.aside(value, { key });
        break;
      case 'shape-value':
        // Alternative text, lettering, names: of the many numbers of a shape only these are words.
        if (/^(?:wz|gtext|pihl)/.test(key)) base.aside(value);
        break;
      case 'bookmark-start':
        if (bookmarks.size < 1000) bookmarks.set(value, { start: frame().length, frame: frame() });
        break;
      case 'bookmark-end': {
        const bookmark = bookmarks.get(value);
        bookmarks.delete(value);
        if (bookmark?.frame === frame()) declare(bookmark.start, value);
        break;
      }
      case 'instruction':
        fieldKey ||= /^MERGEFIELD\s+(?:"([^"]+)"|(\S+))/i.exec(value)?.slice(1).find(Boolean) ?? '';
        if (!/^(?:FORMTEXT|MERGEFIELD|PAGE|NUMPAGES)\b/.test(value)) frame().aside(value);
        break;
      case 'author':
        for (const name of value.split(';')) base.aside(name.trim(), { key: 'author', role: 'staff' });
        break;
      case 'aside':
        base.aside(value);
        break;
      default:
    }
  };

  const handler: RtfHandler = {
    openGroup() {
      if (groups.length >= FOLLOWED) {
        unfollowed++;
        return;
      }
      skip = 0;
      groups.push({ ...group(), optional: false, own: null, value: -1 });
    },
    closeGroup() {
      if (unfollowed > 0) {
        unfollowed--;
        return;
      }
      skip = 0;
      const closed = groups.pop();
      if (closed === undefined) return;
      if (frames.length > 1 && frames.at(-1)?.depth === groups.length + 1) {
        const taken = frames.pop()?.frame.take();
        if (taken !== undefined) frame().adopt(taken, false);
      }
      end(closed);
    },
    text: writeBytes,
    byte(value) {
      if (skip > 0) skip--;
      else writeBytes(Uint8Array.of(value));
    },
    binary(bytes) {
      const { destination } = group();
      if (isData(destination)) data.addRaw(bytes);
    },
    control(word, parameter) {
      const current = group();
      const character = CHARACTERS.get(word);
      if (character !== undefined) {
        if (skip > 0) skip--;
        else write(character);
        return;
      }
      switch (word) {
        case '*':
          current.optional = true;
          return;
        case 'u': {
          const unit = String.fromCharCode((parameter ?? 0) & 0xffff);
          // Both halves of a character beyond the plane are written together.
          if (/[\ud800-\udbff]/.test(unit)) high = unit;
          else {
            write(high + unit);
            high = '';
          }
          skip = current.substitutes;
          return;
        }
        case 'uc':
          current.substitutes = Math.max(0, Math.min(parameter ?? 1, 64));
          return;
        case 'par':
        case 'sect':
        case 'page':
        case 'nestrow':
          if (current.destination === 'line' || current.destination === 'apart') {
            if (tableOpen && !inTable && frames.length === 1) closeTable();
            if (inTable && frames.length === 1) write('\n');
            else frame().endParagraph();
          } else write('\n');
          return;
        case 'pard':
          inTable = false;
          return;
        case 'intbl':
        case 'trowd':
          openTable();
          return;
        case 'cell':
          openTable();
          if (frames.length > 1) write('\t');
          else {
            base.closeCell();
            base.openCell();
          }
          return;
        case 'row':
          if (frames.length > 1) write('\n');
          else {
            base.closeRow();
            base.openCell();
          }
          return;
        case 'trhdr':
          base.headingRow();
          return;
        case 'plain':
          current.deleted = current.revised = false;
          current.page = fontPages.get(defaultFont) ?? page;
          return;
        case 'deleted':
          current.deleted = parameter !== 0;
          return;
        case 'revised':
          current.revised = parameter !== 0;
          return;
        case 'f':
          if (current.destination === 'fonts') tableFont = parameter ?? 0;
          else current.page = fontPages.get(parameter ?? 0) ?? page;
          return;
        case 'fcharset':
          if (current.destination === 'fonts') fontPages.set(tableFont, FONT_CHARSETS[parameter ?? 0] ?? page);
          return;
        case 'cpg':
          if (current.destination === 'fonts' && parameter !== null) fontPages.set(tableFont, parameter);
          return;
        case 'deff':
          defaultFont = parameter ?? 0;
          return;
        case 'ansicpg':
          setPage(parameter ?? 1252);
          return;
        case 'mac':
          setPage(10000);
          return;
        case 'pc':
        case 'pca':
          setPage(850);
          return;
        case 'pngblip':
        case 'jpegblip':
        case 'emfblip':
        case 'wmetafile':
        case 'dibitmap':
        case 'wbitmap':
        case 'macpict':
          pictureFormat = word;
          return;
        default:
      }
      begin(word);
    },
  };

  const setPage = (next: number): void => {
    page = next;
    for (const each of groups) each.page = next;
  };

  return {
    handler,
    base,
    data,
    /** True where no text box, note or value is open, so that what there is can be handed over. */
    isClosed: (): boolean => frames.length === 1 && bookmarks.size === 0 && groups.every(({ value }) => value < 0),
    finish(): void {
      while (groups.length > 0) handler.closeGroup();
      if (tableOpen) closeTable();
    },
  };
}

const VALUE_LENGTH = 512;
const ASIDE_LENGTH = 64 * 1024;

const ROOT: Readonly<Group> = {
  destination: 'line',
  page: 1252,
  substitutes: 1,
  deleted: false,
  revised: false,
  optional: false,
  own: null,
  owner: null,
  value: -1,
};

const isData = (destination: Destination): destination is 'picture' | 'object' | 'data' =>
  destination === 'picture' || destination === 'object' || destination === 'data';
