/** Tesseract compiled to WebAssembly, which ships without types: what is used of it. */
declare module 'tesseract.js-core/tesseract-core-simd-lstm.js' {
  interface Recogniser {
    /** 0 where the language could be loaded. */
    Init(folder: null, language: string, mode: number): number;
    SetVariable(name: string, value: string): boolean;
    SetPageSegMode(mode: number): void;
    /** Decodes `/input`, turned as Exif orientation says; 0 where it could. */
    SetImageFile(orientation: number, angle: number): number;
    /** 0 where it could. */
    Recognize(monitor: null): number;
    /** Tab-separated: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
    GetTSVText(page: number): string;
    /** Writes the picture as it was read: 2 = in black and white, as PNG. */
    WriteImage(kind: number, path: string): void;
    Clear(): void;
  }
  interface Core {
    readonly TessBaseAPI: new () => Recogniser;
    readonly FS: {
      writeFile(path: string, bytes: Uint8Array): void;
      readFile(path: string): Uint8Array;
      unlink(path: string): void;
    };
  }
  export default function open(options: {
    readonly wasmBinary: Uint8Array;
    readonly print: (line: string) => void;
    readonly printErr: (line: string) => void;
  }): Promise<Core>;
}
