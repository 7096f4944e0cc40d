/** Builds the extension with WXT, unless nothing that goes into it changed. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILT_EXTENSION } from './extension-handle.ts';
import { keyPath } from './extension-package.ts';

const INPUTS = ['engine/**', 'extension/**', 'wxt.config.ts', 'tsconfig.json', 'package-lock.json'];

/** Folders of the engine that are programs or tests of their own and never part of a bundle. */
const OUTSIDE = /\.test\.tsx?$|\.md$|^engine\/cli\//;

const STAMP = join(BUILT_EXTENSION, '..', 'chrome-mv3.inputs');

export function buildExtension(): void {
  if (existsSync(STAMP) && existsSync(keyPath()) && readFileSync(STAMP, 'utf8') === inputsHash()) return;
  wxt('prepare');
  wxt('build');
  // The first build makes the key, which is one of the inputs.
  writeFileSync(STAMP, inputsHash());
}

function wxt(command: string): void {
  const result = spawnSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', command], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`wxt ${command} failed:\n${result.stdout}${result.stderr}`);
}

function inputsHash(): string {
  const hash = createHash('sha256');
  const files = globSync(INPUTS, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll('\\', '/'))
    .filter((file) => !OUTSIDE.test(file))
    .sort();
  for (const file of [...files, keyPath()]) {
    const content = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
