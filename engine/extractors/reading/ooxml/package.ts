/** What the members of an OOXML package are, by its content types (ECMA-376 part 2, §10.1) and by their place. */
import { readText } from '../../../charset.ts';
import type { ByteSource } from '../../../types.ts';
import { walkText } from '../xml-walk.ts';

export type Kind =
  | 'body'
  | 'sheet'
  | 'sheet-strings'
  | 'sheet-styles'
  | 'workbook'
  | 'pivot-definition'
  | 'pivot-records'
  | 'properties'
  | 'custom-properties'
  | 'relationships'
  | 'content-types'
  | 'strings'
  | 'preview'
  | 'binary-sheet'
  | 'other';

/** Content types by how they end; the first that fits. */
const TYPES: readonly (readonly [RegExp, Kind])[] = [
  [/spreadsheetml\.(?:work|chart|dialog|macro)?sheet\+xml$|ms-excel\.(?:intl)?macrosheet\+xml$/, 'sheet'],
  [/spreadsheetml\.sharedStrings\+xml$/, 'sheet-strings'],
  [/spreadsheetml\.styles\+xml$/, 'sheet-styles'],
  [
    /spreadsheetml\.(?:sheet|template)\.main\+xml$|ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml$/,
    'workbook',
  ],
  [/spreadsheetml\.pivotCacheDefinition\+xml$/, 'pivot-definition'],
  [/spreadsheetml\.pivotCacheRecords\+xml$/, 'pivot-records'],
  [/\.core-properties\+xml$|\.extended-properties\+xml$/, 'properties'],
  [/\.custom-properties\+xml$/, 'custom-properties'],
  [/\.relationships\+xml$/, 'relationships'],
  [/printerSettings$/, 'strings'],
  [/^application\/vnd\.ms-excel\.(?!.*\+xml$)/, 'binary-sheet'],
  [
    /(?:wordprocessingml|presentationml|drawingml|ms-word|ms-powerpoint|spreadsheetml\.(?:comments|calcChain|sheetMetadata)|ms-excel\.(?:threadedcomments|person)|officedocument\.theme|ms-office\.(?:chart|drawing)).*\+xml$/i,
    'body',
  ],
];

/** Usual places, for packages whose list of types is damaged or lies. */
const PLACES: readonly (readonly [RegExp, Kind])[] = [
  [/^\[Content_Types\]\.xml$/i, 'content-types'],
  [/\.rels$/i, 'relationships'],
  [/^docProps\/thumbnail\.\w+$/i, 'preview'],
  [/^docProps\/(?:core|app)\.xml$/i, 'properties'],
  [/^docProps\/custom\.xml$/i, 'custom-properties'],
  [/^xl\/(?:work|chart|macro|dialog)sheets\/[^/]+\.xml$/i, 'sheet'],
  [/^xl\/sharedStrings\.xml$/i, 'sheet-strings'],
  [/^xl\/styles\.xml$/i, 'sheet-styles'],
  [/^xl\/workbook\.xml$/i, 'workbook'],
  [/^xl\/pivotCache\/pivotCacheDefinition\d*\.xml$/i, 'pivot-definition'],
  [/^xl\/pivotCache\/pivotCacheRecords\d*\.xml$/i, 'pivot-records'],
  [/printerSettings\d*\.bin$/i, 'strings'],
  [/^(?:word|ppt)\/.*\.xml$/i, 'body'],
  [
    /^xl\/(?:(?:drawings|charts|diagrams|threadedComments|persons|theme)\/.*|comments[^/]*|calcChain|metadata)\.xml$/i,
    'body',
  ],
];

export interface Types {
  kindOf(member: string): Kind;
}

/** The types that a package lists; places decide where it does not. */
export async function readTypes(source: ByteSource | null): Promise<Types> {
  const overrides = new Map<string, string>();
  const defaults = new Map<string, string>();
  if (source !== null) {
    walkText(await readText(source), {
      open(element) {
        const type = element.attribute('ContentType');
        if (element.name === 'Override') overrides.set(element.attribute('PartName').replace(/^\//, ''), type);
        if (element.name === 'Default') defaults.set(element.attribute('Extension').toLowerCase(), type);
      },
      text() {},
      close() {},
    });
  }
  const byType = (type: string | undefined): Kind | undefined =>
    type === undefined ? undefined : TYPES.find(([pattern]) => pattern.test(type))?.[1];
  return {
    kindOf(member) {
      const name = member.replaceAll('\\', '/').replace(/^\//, '');
      const place = PLACES.find(([pattern]) => pattern.test(name))?.[1];
      const extension = /\.([^./]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
      const listed = byType(overrides.get(name)) ?? byType(defaults.get(extension));
      // What is no XML by its name is read by its content, whatever the list says.
      const marked = /\.(?:xml|vml|rels)$/i.test(name) || listed === 'strings' || listed === 'binary-sheet';
      return (marked ? listed : undefined) ?? place ?? 'other';
    },
  };
}
