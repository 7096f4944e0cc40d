/** `npm run size`: what the built extension weighs, file by file, and packed as it travels. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BUILT_EXTENSION } from './extension-handle.ts';

/** Smaller files are counted, not listed. Bytes. */
const LISTED = 20_000;

const files = readdirSync(BUILT_EXTENSION, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return {
      name: relative(BUILT_EXTENSION, path),
      bytes: statSync(path).size,
      packed: gzipSync(readFileSync(path)).length,
    };
  })
  .sort((a, b) => b.bytes - a.bytes);

const row = (bytes: number, packed: number, name: string): string =>
  `${String(bytes).padStart(10)} ${String(packed).padStart(10)}  ${name}`;
const sum = (key: 'bytes' | 'packed', some: typeof files): number => some.reduce((total, file) => total + file[key], 0);
const small = files.filter(({ bytes }) => bytes < LISTED);

console.log('     bytes       gzip  file');
for (const { bytes, packed, name } of files) if (bytes >= LISTED) console.log(row(bytes, packed, name));
console.log(row(sum('bytes', small), sum('packed', small), `${small.length} smaller files`));
console.log(row(sum('bytes', files), sum('packed', files), 'all'));
