/** What extractors are lent: types only, no code. */
import type { KnowsLabel } from './layout.ts';

/**
 * Files of content libraries that the host carries and that are read only when they are needed
 * (character maps, decoders), by name: `pdf/cmaps/UniJIS-UTF16-H.bcmap`. Rejects where it has none.
 */
export type LibraryData = (name: string) => Promise<Uint8Array>;

/** A word that was recognised in a picture; pixels from its upper left corner. */
export interface RecognisedWord {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  /** Of the line it stands in. */
  readonly bottom: number;
  readonly height: number;
  /** 0 to 100. */
  readonly confidence: number;
}

/** What was read in a picture, and what of it was not. */
export interface Recognition {
  readonly words: readonly RecognisedWord[];
  /** Marks of the size of letters, and those of them that stand in no word. */
  readonly marks: number;
  readonly unread: number;
}

/** Reads the letters of a picture, turned as Exif orientation says; null where it cannot be decoded. */
export type Recognise = (picture: Uint8Array, orientation: number) => Promise<Recognition | null>;

/** What the host and detection lend to extractors. */
export interface ReadingAids {
  readonly data?: LibraryData;
  /** Absent where policy does not switch it on. */
  readonly recognise?: Recognise;
  /** Which headings and labels detection knows; without it tables are told by their form alone. */
  readonly knows?: KnowsLabel;
}
