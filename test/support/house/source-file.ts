/** One source file as the house rules see it: imports, and code without comments and texts. */
import { dirname, posix } from 'node:path';

export interface Import {
  /** Path inside the repository for a relative import, else the package name. */
  readonly target: string;
  readonly typeOnly: boolean;
  readonly local: boolean;
  /** Names bound by the import, as written. */
  readonly clause: string;
}

export interface SourceFile {
  /** From the root of the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text with comments, strings and regular expressions emptied. */
  readonly code: string;
  readonly imports: readonly Import[];
}

export function sourceFile(path: string, text: string): SourceFile {
  const isCode = /\.(ts|tsx|js|mjs)$/.test(path);
  const code = isCode ? blanked(text, true) : '';
  return { path, text, code, imports: isCode ? importsOf(path, blanked(text, false)) : [] };
}

/** `import`/`export … from`, bare imports and `import()`. An inline `type` on every name still loads the module. */
function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, clause: string) => {
    const local = specifier.startsWith('.');
    const clean = specifier.replace(/\?.*$/, '');
    const target = local ? posix.join(dirname(path).replaceAll('\\', '/'), clean) : packageOf(clean);
    found.push({ target, typeOnly, local, clause });
  };
  const declared = /(?:^|[;\n])\s*(?:import|export)\s+(type\s+)?((?:[\w$*{}\s,]|\bas\b)*?)\s*from\s*(['"])([^'"]+)\3/g;
  for (const [, type, clause = '', , specifier = ''] of text.matchAll(declared)) {
    // `import type from 'x'` binds a default import named `type`; nothing here does that.
    add(specifier, type !== undefined, clause);
  }
  for (const [, , specifier = ''] of text.matchAll(/(?:^|[;\n])\s*import\s*(['"])([^'"]+)\1/g))
    add(specifier, false, '');
  for (const [, type, , specifier = ''] of text.matchAll(/(typeof\s+)?\bimport\(\s*(['"])([^'"]+)\2/g)) {
    add(specifier, type !== undefined, '');
  }
  return found;
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

/** Empties comments, and with `texts` also strings, template texts and regular expressions. Line ends stay. */
function blanked(text: string, texts: boolean): string {
  let out = '';
  let at = 0;
  /** Open braces inside each `${` that is open. */
  const depths: number[] = [];
  const keepLines = (part: string) => part.replace(/[^\n]/g, '');
  while (at < text.length) {
    const rest = text.slice(at, at + 2);
    const char = text[at] ?? '';
    let end = at + 1;
    if (rest === '//') {
      end = indexOr(text, '\n', at);
      out += keepLines(text.slice(at, end));
    } else if (rest === '/*') {
      end = indexOr(text, '*/', at + 2) + 2;
      out += keepLines(text.slice(at, end));
    } else if (char === "'" || char === '"') {
      end = closing(text, at, char);
      out += texts ? char + char : text.slice(at, end);
    } else if (char === '`' || (char === '}' && depths.at(-1) === 0)) {
      if (char === '}') depths.pop();
      const [stop, opens] = templateEnd(text, at + 1);
      end = stop;
      out += texts ? `\`${keepLines(text.slice(at, end))}\`` : text.slice(at, end);
      if (opens) depths.push(0);
    } else if (char === '/' && startsRegex(out)) {
      end = regexEnd(text, at);
      out += texts ? '/x/' : text.slice(at, end);
    } else {
      if (depths.length > 0 && char === '{') depths.push((depths.pop() ?? 0) + 1);
      if (depths.length > 0 && char === '}') depths.push((depths.pop() ?? 0) - 1);
      out += char;
    }
    at = end;
  }
  return out;
}

const indexOr = (text: string, needle: string, from: number): number => {
  const found = text.indexOf(needle, from);
  return found === -1 ? text.length : found;
};

function closing(text: string, from: number, quote: string): number {
  let at = from + 1;
  while (at < text.length && text[at] !== quote && text[at] !== '\n') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** End of a run of template text, and whether `${` opened there. */
function templateEnd(text: string, from: number): readonly [number, boolean] {
  let at = from;
  while (at < text.length) {
    if (text[at] === '`') return [at + 1, false];
    if (text.startsWith('${', at)) return [at + 2, true];
    at += text[at] === '\\' ? 2 : 1;
  }
  return [at, false];
}

/** A slash divides after a value and starts a regular expression elsewhere; `<` precedes a closing tag. */
const startsRegex = (before: string): boolean =>
  /(?:^|[([,;=:!&|?{}+\-*%~^>]|\b(?:return|typeof|case|in|of|await))\s*$/.test(before.slice(-20));

function regexEnd(text: string, from: number): number {
  let inClass = false;
  let at = from + 1;
  while (at < text.length && text[at] !== '\n') {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (char === '[') inClass = true;
    else if (char === ']') inClass = false;
    else if (char === '/' && !inClass) break;
    at += 1;
  }
  return at + 1;
}
