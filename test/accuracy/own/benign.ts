/** Text that is nobody's: prose, code, tables and notices of the packages that the lock file pins. */
import { readFileSync } from 'node:fs';
import { byteSource } from '../../../engine/charset.ts';
import type { Document } from '../document.ts';
import { castOf } from './people.ts';
import { type HealthWords, render, type Template } from './render.ts';
import nobody from './templates/nobody.json' with { type: 'json' };

const MODULES = new URL('../../../node_modules/', import.meta.url);

/** By kind; what stands here stays the same until a version in the lock file changes. */
const FILES: Readonly<Record<string, readonly string[]>> = {
  code: [
    'react-dom/cjs/react-dom-client.production.js',
    'rxjs/dist/bundles/rxjs.umd.min.js',
    'vue/dist/vue.global.prod.js',
    'fflate/umd/index.js',
    'axe-core/axe.min.js',
    'quill/dist/quill.snow.css',
  ],
  data: ['puppeteer/package.json', 'vitest/package.json', 'axe-core/sri-history.json', 'axe-core/locales/de.json'],
  prose: [
    'axe-core/README.md',
    'comlink/README.md',
    'dicom-parser/README.md',
    'fast-check/README.md',
    'fflate/README.md',
    'filepond/README.md',
    'idb/README.md',
    'rxjs/README.md',
    'tesseract.js-core/README.md',
    'axe-core/LICENSE',
    'axe-core/LICENSE-3RD-PARTY.txt',
    'typescript/LICENSE',
  ],
};

/** Leaflets, minutes and bills: people and health occur, a patient does not. */
const TURNS = 10;

export function* benignDocuments(seed: number, words: HealthWords): Generator<Document> {
  for (const template of nobody as readonly Template[]) {
    for (let turn = 0; turn < TURNS; turn++) {
      const { text } = render(template, [castOf(seed, turn)], words, turn);
      const bytes = Buffer.byteLength(text);
      const item = { mediaType: 'text/plain', content: text };
      yield { ...about('office', `${template.id}-${turn}.txt`), item, bytes };
    }
  }
  for (const [kind, files] of Object.entries(FILES)) {
    for (const file of files) {
      const bytes = readFileSync(new URL(file, MODULES));
      const item = { name: file, mediaType: '', content: byteSource(bytes) };
      yield { ...about(kind, file), item, bytes: bytes.length };
    }
  }
}

const about = (kind: string, name: string) => ({
  set: `benign/${kind}`,
  format: name.replace(/^.*[./]/, '').toLowerCase(),
  name,
  gold: null,
  complete: new Set<string>(),
  benign: kind,
});
