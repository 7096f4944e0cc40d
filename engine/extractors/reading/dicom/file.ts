/** A DICOM file (PS3.10 §7): where its data set begins and how it is written. */
import { bytesOf } from '../../../sources.ts';
import type { ByteSource, ExtractContext } from '../../../types.ts';
import { openDeflated } from '../inflate.ts';
import { elements, type Syntax } from './elements.ts';

export interface DicomFile {
  readonly source: ByteSource;
  readonly start: number;
  readonly syntax: Syntax;
  /** The transfer syntax, by its UID; empty where none is named. */
  readonly transfer: string;
  /** False where it is packed and the packing breaks off. */
  readonly whole: boolean;
}

const EXPLICIT: Syntax = { explicit: true, littleEndian: true };
const IMPLICIT: Syntax = { explicit: false, littleEndian: true };
const SYNTAXES: Readonly<Record<string, Syntax>> = {
  '1.2.840.10008.1.2': IMPLICIT,
  '1.2.840.10008.1.2.2': { explicit: true, littleEndian: false },
  // GE's own: implicit, and the other way round.
  '1.2.840.113619.5.2': { explicit: false, littleEndian: false },
};
const DEFLATED = '1.2.840.10008.1.2.1.99';

const PREAMBLE = 128;

/** True for a file with its prefix, and for a data set that begins without any. */
export const isDicom = (head: Uint8Array): boolean => prefixed(head) || bareSyntax(head) !== null;

const prefixed = (head: Uint8Array): boolean =>
  String.fromCharCode(...head.subarray(PREAMBLE, PREAMBLE + 4)) === 'DICM';

/** Opens the file, unpacked; null where unpacking passes what may be spent. */
export async function openDicom(source: ByteSource, context: ExtractContext): Promise<DicomFile | null> {
  const head = await bytesOf(source, 0, 4096);
  const bare = prefixed(head) ? null : bareSyntax(head);
  const start = prefixed(head) ? PREAMBLE + 4 : 0;
  if (bare !== null && bare.group !== 2) return { source, start, syntax: bare.syntax, transfer: '', whole: true };
  let transfer = '';
  let at = start;
  for await (const element of elements(source, start, EXPLICIT)) {
    if (!element.tag.startsWith('0002')) break;
    at = element.end;
    if (element.tag === '00020010')
      transfer = String.fromCharCode(...(await bytesOf(source, element.start, element.end))).replace(/[\0 ]+$/, '');
  }
  if (transfer === DEFLATED) {
    const { expandedBytes, ratio } = context.budget;
    const opened = await openDeflated({ source, start: at, end: source.size }, { limit: expandedBytes, ratio });
    if (opened.kind === 'too-large' || !context.spend('expandedBytes', opened.source.size)) return null;
    return { source: opened.source, start: 0, syntax: EXPLICIT, transfer, whole: opened.whole };
  }
  const declared = SYNTAXES[transfer] ?? EXPLICIT;
  const next = await bytesOf(source, at, at + 8);
  // Whether representations are written shows at the first element, whatever the file says of itself.
  const syntax = next.length < 6 ? declared : { ...declared, explicit: isRepresentation(next, 4) };
  return { source, start: at, syntax, transfer, whole: true };
}

const isRepresentation = (bytes: Uint8Array, at: number): boolean =>
  /^(?:A[EST]|CS|D[AST]|F[DL]|IS|L[OT]|O[BDFLVW]|PN|S[HLQSTV]|TM|U[CILNRSTV])$/.test(
    String.fromCharCode(bytes[at] ?? 0, bytes[at + 1] ?? 0),
  );

/** How a data set without prefix is written: three elements in order, of groups with which they begin. */
function bareSyntax(head: Uint8Array): { readonly syntax: Syntax; readonly group: number } | null {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  let at = 0;
  let before = -1;
  let first = 0;
  const explicit = head.length > 8 && isRepresentation(head, 4);
  for (let count = 0; count < 3; count++) {
    if (at + 12 > head.length) return null;
    const group = view.getUint16(at, true);
    const tag = group * 65536 + view.getUint16(at + 2, true);
    if (count === 0) first = group;
    if ((group !== 2 && group !== 8) || tag <= before) return null;
    if (explicit !== isRepresentation(head, at + 4)) return null;
    before = tag;
    const long =
      explicit && /^(?:O[BDFLVW]|S[QV]|U[CNRTV])$/.test(String.fromCharCode(...head.subarray(at + 4, at + 6)));
    const length = !explicit
      ? view.getUint32(at + 4, true)
      : long
        ? view.getUint32(at + 8, true)
        : view.getUint16(at + 6, true);
    if (length > 4096)
      return count > 0 && length === 0xffffffff ? { syntax: explicit ? EXPLICIT : IMPLICIT, group: first } : null;
    at += (long ? 12 : 8) + length;
  }
  return { syntax: explicit ? EXPLICIT : IMPLICIT, group: first };
}
