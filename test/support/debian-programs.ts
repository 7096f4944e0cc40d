/** Programs of Debian that long runs read the files of; installed where they are missing and that is possible. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Programs by the package that has them. */
const PACKAGES = {
  cwebp: 'webp',
  convert: 'imagemagick',
  dcmconv: 'dcmtk',
  exiftool: 'libimage-exiftool-perl',
  gs: 'ghostscript',
  'heif-enc': 'libheif-examples',
  img2pdf: 'img2pdf',
  pdftotext: 'poppler-utils',
  qpdf: 'qpdf',
  soffice: 'libreoffice-writer',
  tiffcp: 'libtiff-tools',
} as const;

export type Program = keyof typeof PACKAGES;

/** Throws, with what to do, where one is missing and cannot be installed. */
export function ensurePrograms(...programs: readonly Program[]): void {
  const missing = programs.filter((program) => !has(program));
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => PACKAGES[program]))];
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    throw new Error(`This run needs ${missing.join(', ')}: install ${packages.join(', ')}.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]])
    spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env });
  const still = missing.filter((program) => !has(program));
  if (still.length > 0) throw new Error(`apt-get installed ${packages.join(', ')}, but not ${still.join(', ')}.`);
}

const has = (program: Program): boolean => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Runs one; what it printed. Throws where it fails. */
export function run(
  program: Program | 'pdftoppm' | 'pdftocairo' | 'img2dcm' | 'dcmcrle' | 'dcmcjpeg',
  ...args: readonly string[]
): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { maxBuffer: 1e9, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${error?.message ?? stderr}`);
  return stdout;
}
