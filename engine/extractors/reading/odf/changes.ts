/** Tracked changes of OpenDocument (ODF 1.3 part 3, §5.5): what was taken away is kept at the front, and marked in the text. */

interface Region {
  kind: 'insertion' | 'deletion' | 'format-change';
  text: string;
}

export interface Changes {
  open(name: string, attribute: (local: string) => string): void;
  close(name: string): void;
  /** Text of a deletion; true where it was taken as that. */
  text(text: string): boolean;
  /** What a mark in the text puts back: the deleted text of that change. */
  deletedAt(id: string): string;
  isInsertion(id: string): boolean;
  /** Deletions that no mark puts back. */
  rest(): readonly string[];
}

export function changes(): Changes {
  const regions = new Map<string, Region>();
  const placed = new Set<string>();
  let current: Region | null = null;
  let inDeletion = false;
  let inInfo = false;

  return {
    open(name, attribute) {
      if (name === 'changed-region') {
        current = { kind: 'format-change', text: '' };
        regions.set(attribute('id'), current);
      } else if (current !== null && (name === 'insertion' || name === 'deletion')) {
        current.kind = name;
        inDeletion = name === 'deletion';
      } else if (name === 'change-info') inInfo = true;
    },
    close(name) {
      if (name === 'changed-region') current = null;
      else if (name === 'deletion') inDeletion = false;
      else if (name === 'change-info') inInfo = false;
      else if (inDeletion && current !== null && (name === 'p' || name === 'h')) current.text += '\n';
    },
    text(text) {
      if (!inDeletion || inInfo || current === null) return false;
      current.text += text;
      return true;
    },
    deletedAt(id) {
      placed.add(id);
      return regions.get(id)?.text.replace(/\n$/, '') ?? '';
    },
    isInsertion: (id) => regions.get(id)?.kind === 'insertion',
    rest: () => [...regions].flatMap(([id, { text }]) => (text.trim() === '' || placed.has(id) ? [] : [text.trim()])),
  };
}
