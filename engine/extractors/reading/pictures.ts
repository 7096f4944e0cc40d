/** Pictures in the streams of legacy Office documents (MS-ODRAW §2.2.23): found by their beginnings. */

export interface Picture {
  readonly start: number;
  readonly end: number;
  /** Vector formats are compressed there; nothing reads letters from them. */
  readonly isVector: boolean;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** Pictures of one stream that are named one by one. */
const PICTURES = 1000;

/** Where pictures begin; each reaches to the next or to the end. */
export function findPictures(bytes: Uint8Array): Picture[] {
  const starts: { readonly at: number; readonly isVector: boolean }[] = [];
  for (let at = 0; at + 8 < bytes.length && starts.length < PICTURES; at++) {
    const byte = bytes[at];
    if ((byte === PNG[0] && begins(bytes, at, PNG)) || (byte === JPEG[0] && begins(bytes, at, JPEG)))
      starts.push({ at, isVector: false });
    // OfficeArtBlip EMF, WMF, PICT: type F01A–F01C, its instance names the kind.
    else if (byte !== undefined && bytes[at + 3] === 0xf0 && isVectorType(bytes, at))
      starts.push({ at, isVector: true });
  }
  return starts.map(({ at, isVector }, i) => ({ start: at, end: starts[i + 1]?.at ?? bytes.length, isVector }));
}

const begins = (bytes: Uint8Array, at: number, wanted: readonly number[]): boolean =>
  wanted.every((byte, i) => bytes[at + i] === byte);

function isVectorType(bytes: Uint8Array, at: number): boolean {
  const instance = ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)) >> 4;
  switch (bytes[at + 2]) {
    case 0x1a:
      return instance === 0x3d4 || instance === 0x3d5;
    case 0x1b:
      return instance === 0x216 || instance === 0x217;
    case 0x1c:
      return instance === 0x542 || instance === 0x543;
    default:
      return false;
  }
}
