/** All source files of the repository. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type SourceFile, sourceFile } from './source-file.ts';

const FOLDERS = ['.ci', 'docs', 'engine', 'extension', 'models', 'test'];
const TEXT = /\.(ts|tsx|js|mjs|json|css|html|md|txt|sh)$|\/run$/;

export function readTree(root = '.'): readonly SourceFile[] {
  const top = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile());
  const inside = FOLDERS.flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }));
  return [...top, ...inside]
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((path) => TEXT.test(path) && path !== 'package-lock.json' && !path.includes('/generated/'))
    .sort()
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}
