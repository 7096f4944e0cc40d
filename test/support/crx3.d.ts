/** The part of npm `crx3` that the harness uses; the package carries no types. */
declare module 'crx3' {
  export interface Crx3Options {
    readonly keyPath: string;
    readonly crxPath: string;
  }
  /** `files[0]` is the manifest: its folder becomes the root of the package. */
  export default function crx3(files: readonly string[], options: Crx3Options): Promise<{ readonly appId: string }>;
}
