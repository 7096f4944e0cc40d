import type { SourceFile } from './source-file.ts';

/** A rule of the house: every sentence it returns is one violation, written for a stranger. */
export interface Rule {
  /** Reads on from "holds:". */
  readonly name: string;
  check(files: readonly SourceFile[]): readonly string[];
}

export const isTest = (path: string): boolean => /\.(test|e2e|bench)\.tsx?$/.test(path) || path.startsWith('test/');

/** Programs that train and measure models may use any door. */
export const isTraining = (path: string): boolean => /^models\/[^/]+\/train\//.test(path);

/** The pure engine: without its tests, its command line and the program that compiles RE2. */
export const isEngine = (path: string): boolean =>
  path.startsWith('engine/') &&
  !isTest(path) &&
  !path.startsWith('engine/cli/') &&
  path !== 'engine/re2/build.ts' &&
  isCode(path);

export const isExtension = (path: string): boolean => path.startsWith('extension/') && !isTest(path) && isCode(path);

export const isCode = (path: string): boolean => /\.(ts|tsx|js|mjs)$/.test(path);

/** Sentences for the files of which `wrong` gives one. */
export const each = (
  files: readonly SourceFile[],
  concerns: (path: string) => boolean,
  wrong: (file: SourceFile) => readonly string[],
): readonly string[] => files.filter(({ path }) => concerns(path)).flatMap(wrong);
