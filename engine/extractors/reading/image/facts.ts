/** What an image file says beside its pixels. */
export interface ImageFacts {
  /** Pixels of the largest picture in the file; 0 where it is not said. */
  width: number;
  height: number;
  /** How it is turned: Exif orientation, 1 to 8. */
  orientation: number;
  /** Pictures that follow each other: pages of a fax, frames. */
  pages: number;
  /** Where the image ends in the file. */
  end: number;
  /** False where the file breaks off or contradicts itself. */
  whole: boolean;
  /** Keys and values that are text. */
  readonly said: (readonly [key: string, value: string])[];
  /** XMP packets, which are XML. */
  readonly xmp: Uint8Array[];
  /** Smaller pictures of the same. */
  readonly previews: Uint8Array[];
}

export const createFacts = (end: number): ImageFacts => ({
  width: 0,
  height: 0,
  orientation: 1,
  pages: 1,
  end,
  whole: true,
  said: [],
  xmp: [],
  previews: [],
});

/** Notes a text where there is one. */
export function say(facts: ImageFacts, key: string, value: string): void {
  const text = value.replace(/^[\0\s]+|[\0\s]+$/g, '');
  if (text !== '') facts.said.push([key, text]);
}

/** Notes the size of one of the pictures. */
export function measure(facts: ImageFacts, width: number, height: number): void {
  if (width * height > facts.width * facts.height) [facts.width, facts.height] = [width, height];
}

export const latin1 = (bytes: Uint8Array): string => new TextDecoder('windows-1252').decode(bytes);

/** UTF-8 where it is that, else Latin. */
export function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return latin1(bytes);
  }
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
