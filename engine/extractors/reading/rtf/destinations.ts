/** What the groups of RTF hold (Rich Text Format specification 1.9.1): text, asides, values, data, or nothing. */

export type Destination =
  /** Text in the line. */
  | 'line'
  /** Text on lines of its own: headers, notes, text boxes. */
  | 'apart'
  /** Words that no line shows: instructions of fields, names, properties. */
  | 'aside'
  /** An instruction of a field. */
  | 'instruction'
  | 'author'
  | 'fonts'
  | 'picture'
  /** The same picture once more, for older programs. */
  | 'picture-again'
  | 'object'
  | 'data'
  | 'field-name'
  | 'property-name'
  | 'property-value'
  | 'shape-value'
  | 'bookmark-start'
  | 'bookmark-end'
  /** Formats, lists of styles, numbers: nothing that a reader is shown. */
  | 'skipped';

const of = (destination: Destination, words: string): [string, Destination][] =>
  words.split(/\s+/).map((word) => [word, destination]);

export const DESTINATIONS: ReadonlyMap<string, Destination> = new Map([
  ...of(
    'apart',
    'header headerl headerr headerf footer footerl footerr footerf footnote annotation shptxt ftnsep ftnsepc',
  ),
  ...of('line', 'rtf fldrslt result field upr ud shp shpinst sp shppict'),
  ...of('instruction', 'fldinst'),
  ...of(
    'aside',
    'info title subject category keywords comment doccomm company hlinkbase creatim revtim printim buptim xe tc rxe atnid atnref atnparent ffdeftext ffformat ffhelptext ffstattext ffl docvar userprops template windowcaption protusertbl xmlattrname xmlattrvalue xmlname ftncn aftncn pntxta pntxtb linkval',
  ),
  ...of('author', 'author operator manager atnauthor revtbl'),
  ...of('fonts', 'fonttbl'),
  ...of('picture', 'pict'),
  ...of('picture-again', 'nonshppict'),
  ...of('object', 'objdata'),
  ...of('data', 'datastore themedata datafield'),
  ...of('field-name', 'ffname'),
  ...of('property-name', 'propname sn'),
  ...of('shape-value', 'sv'),
  ...of('property-value', 'staticval'),
  ...of('bookmark-start', 'bkmkstart'),
  ...of('bookmark-end', 'bkmkend'),
  ...of(
    'skipped',
    'colortbl expandedcolortbl stylesheet listtable listoverridetable listtext listname listlevel leveltext levelnumbers rsidtbl generator filetbl latentstyles lsdlockedexcept colorschememapping wgrffmtfilter pgptbl mmathPr mmath xmlnstbl objclass objname panose falt fontemb fontfile nonesttables pnseclvl pn bliptag blipuid picprop passwordhash xform background fchars lchars defchp defpap oldcprops oldpprops oldsprops oldtprops',
  ),
]);

/** Control words that stand for characters. */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  ['line', '\n'],
  ['lbr', '\n'],
  ['emdash', '—'],
  ['endash', '–'],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['emspace', ' '],
  ['enspace', ' '],
  ['qmspace', ' '],
  ['~', '\u00a0'],
  ['_', '-'],
  ['\\', '\\'],
  ['{', '{'],
  ['}', '}'],
  ['nestcell', '\t'],
]);

/** \fcharsetN of a font to its code page (specification, "Font table"). */
export const FONT_CHARSETS: Readonly<Record<number, number>> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
  254: 437,
  255: 850,
};

/** Code pages whose charset bears another name. */
const CODE_PAGES: Readonly<Record<number, string>> = {
  437: 'ibm850',
  850: 'ibm850',
  866: 'ibm866',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  65001: 'utf-8',
};

export const charsetOfPage = (page: number): string =>
  CODE_PAGES[page] ?? ((page >= 1250 && page <= 1258) || page === 874 ? `windows-${page}` : 'windows-1252');
