/**
 * The repository's own corpus: documents from templates and invented people, the same on every machine.
 * Templates, words and people of the measuring half are not those of the tuning half: develop on the one,
 * look at the other only for its figures.
 */
import { byteSource } from '../../engine/charset.ts';
import { type Document, LABELS } from './document.ts';
import { benignDocuments } from './own/benign.ts';
import { CARRIERS } from './own/carriers.ts';
import { castOf } from './own/people.ts';
import { type HealthWords, type Rendered, render, type Template } from './own/render.ts';
import measuring from './own/templates/measuring.json' with { type: 'json' };
import tuning from './own/templates/tuning.json' with { type: 'json' };
import words from './own/templates/words.json' with { type: 'json' };

export type Half = 'measuring' | 'tuning';

export const TEMPLATES: Readonly<Record<Half, readonly Template[]>> = { measuring, tuning };
export const WORDS: Readonly<Record<Half, HealthWords>> = words;

const SEEDS: Readonly<Record<Half, number>> = { measuring: 20_261_125, tuning: 4_501 };

/** Documents of each template as they stand, and of each template in each carrier that takes it. */
const PLAIN = 12;
const CARRIED = 3;

export function* ownCorpus(half: Half): Generator<Document> {
  let people = 0;
  const next = (template: Template, turn: number): Rendered => {
    const casts = Array.from({ length: template.people ?? 1 }, () => castOf(SEEDS[half], people++));
    return render(template, casts, WORDS[half], turn);
  };
  for (const template of TEMPLATES[half]) {
    for (let turn = 0; turn < PLAIN; turn++) yield documentOf(half, template, next(template, turn), turn);
    for (const carrier of CARRIERS.filter(({ takes }) => takes.includes(template.format))) {
      for (let turn = 0; turn < CARRIED; turn++) {
        const { text, values } = next(template, PLAIN + turn);
        const bytes = carrier.carry(text, `${template.id}.${EXTENSIONS[template.format] ?? template.format}`);
        yield {
          set: half,
          format: carrier.format,
          name: `${template.id}-${turn}.${carrier.format}`,
          item: { mediaType: '', content: byteSource(bytes) },
          bytes: bytes.length,
          gold: [...values, ...(carrier.adds ?? [])],
          complete: new Set(Object.keys(LABELS)),
        };
      }
    }
  }
  yield* benignDocuments(SEEDS[half] + 1, WORDS[half]);
}

const EXTENSIONS: Readonly<Record<string, string>> = { note: 'txt', hl7v2: 'hl7', x12: 'edi' };

function documentOf(half: Half, { id, format }: Template, { text, gold }: Rendered, turn: number): Document {
  const bytes = new TextEncoder().encode(text);
  return {
    set: half,
    format,
    name: `${id}-${turn}.${EXTENSIONS[format] ?? format}`,
    item:
      format === 'note' ? { mediaType: 'text/plain', content: text } : { mediaType: '', content: byteSource(bytes) },
    bytes: bytes.length,
    gold,
    complete: new Set(Object.keys(LABELS)),
  };
}
