/**
 * Builds RE2's C++ into one standalone wasm file, from packages that the lock file pins: no binary in
 * git, no native toolchain. Same input, same bytes; the result is cached by the hash of its inputs.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../..');
const SOURCES = join(ROOT, 'node_modules/re2-src/vendor');

/** Where the extension build and the command line find the file. */
export const RE2_WASM = join(ROOT, '.cache/re2/re2.wasm');

/** In this order; of RE2's own files `dfa.cc` is last, because it defines the word that others use as a name. */
const UNITS = [
  're2/bitmap256.cc',
  're2/bitstate.cc',
  're2/compile.cc',
  're2/nfa.cc',
  're2/onepass.cc',
  're2/parse.cc',
  're2/perl_groups.cc',
  're2/prefilter.cc',
  're2/prefilter_tree.cc',
  're2/prog.cc',
  're2/re2.cc',
  're2/regexp.cc',
  're2/set.cc',
  're2/simplify.cc',
  're2/stringpiece.cc',
  're2/tostring.cc',
  're2/unicode_casefold.cc',
  're2/unicode_groups.cc',
  'util/rune.cc',
  'util/strutil.cc',
  're2/dfa.cc',
  'gate.cc',
  'fold.cc',
  'words.cc',
  'encoded.cc',
  'scanner.cc',
  'glue.cc',
];

/** Files of ours beside this one; `logging.h` takes the place of RE2's own. */
const OURS = ['gate.cc', 'fold.cc', 'words.cc', 'encoded.cc', 'scanner.cc', 'glue.cc'];

const FLAGS = [
  '--target=wasm32-wasip1',
  '-O3',
  '-std=c++17',
  '-DNDEBUG',
  '-fno-exceptions',
  '-fno-rtti',
  '-DRE2_NO_THREADS',
  '-ffunction-sections',
  '-fdata-sections',
  '-mexec-model=reactor',
  '-w',
  '-I.',
  '-Wl,--gc-sections',
  '-Wl,--strip-all',
  '-Wl,-z,stack-size=1048576',
];

interface Patch {
  readonly file: string;
  readonly anchor: string;
  readonly replacement: string;
}

const PATCHES: readonly Patch[] = [
  // The release loses matches of a literal alternated with its own case-folded form (`a|(?i:a)` on "A");
  // upstream mended it in 9d0b5bf5 (2023-12): fold into a builder of its own, then merge.
  {
    file: 're2/parse.cc',
    anchor: `  // If folding case, add fold-equivalent characters too.
  if (parse_flags & Regexp::FoldCase)
    AddFoldedRange(this, lo, hi, 0);
  else
    AddRange(lo, hi);`,
    replacement: `  // If folding case, add fold-equivalent characters too.
  if (parse_flags & Regexp::FoldCase) {
    CharClassBuilder folded;
    AddFoldedRange(&folded, lo, hi, 0);
    AddCharClass(&folded);
  } else {
    AddRange(lo, hi);
  }`,
  },
  // A set tells that something matched; `gate.cc` asks its automaton where.
  {
    file: 're2/set.h',
    anchor: ` private:
  typedef std::pair<std::string, re2::Regexp*> Elem;`,
    replacement: `  re2::Prog* prog() const { return prog_.get(); }

 private:
  typedef std::pair<std::string, re2::Regexp*> Elem;`,
  },
  {
    file: 're2/dfa.cc',
    anchor: `  // Builds out all states for the entire DFA.
  // If cb is not empty`,
    replacement: `  template <typename Sink>
  bool Follow(const StringPiece& text, Sink&& sink);

  // Builds out all states for the entire DFA.
  // If cb is not empty`,
  },
];

export interface Re2Build {
  readonly path: string;
  readonly cached: boolean;
  readonly sha256: string;
}

/** Builds where the cache holds no file for these inputs. Throws with the compiler's words where it fails. */
export const buildRe2 = async (options: { readonly onProgress?: (line: string) => void } = {}): Promise<Re2Build> => {
  const files = sourceFiles();
  const folder = dirname(RE2_WASM);
  const kept = join(folder, `re2-${inputHash(files).slice(0, 16)}.wasm`);
  mkdirSync(folder, { recursive: true });
  const cached = existsSync(kept);
  if (!cached) {
    options.onProgress?.('Building RE2 to wasm (about 30 s, once) …');
    const aside = `${kept}.${process.pid}`;
    writeFileSync(aside, await compile(files));
    renameSync(aside, kept);
  }
  if (!existsSync(RE2_WASM) || !readFileSync(RE2_WASM).equals(readFileSync(kept))) {
    const aside = `${RE2_WASM}.${process.pid}`;
    copyFileSync(kept, aside);
    renameSync(aside, RE2_WASM);
  }
  return { path: RE2_WASM, cached, sha256: sha256(readFileSync(kept)) };
};

type Files = Readonly<Record<string, string>>;

const sourceFiles = (): Files => {
  const files: Record<string, string> = {};
  for (const folder of ['re2', 'util']) {
    for (const name of readdirSync(join(SOURCES, folder))) {
      if (/\.(?:cc|h)$/.test(name)) files[`${folder}/${name}`] = readFileSync(join(SOURCES, folder, name), 'utf8');
    }
  }
  files['util/logging.h'] = readFileSync(join(HERE, 'logging.h'), 'utf8');
  for (const name of OURS) files[name] = readFileSync(join(HERE, name), 'utf8');
  for (const patch of PATCHES) files[patch.file] = patched(files[patch.file] ?? '', patch);
  files['unity.cc'] = UNITS.map((name) => unit(name, files[name] ?? '')).join('\n');
  return files;
};

/** Several files define a constant `ExtraDebug` of their own; in one unit each needs its own name for it. */
const unit = (name: string, source: string): string => {
  const before = name === 're2/dfa.cc' ? '#undef Mark\n' : '';
  if (!source.includes('ExtraDebug')) return `${before}#include "${name}"`;
  const own = `ExtraDebug_${name.replace(/\W/g, '_')}`;
  return `${before}#define ExtraDebug ${own}\n#include "${name}"\n#undef ExtraDebug`;
};

const patched = (source: string, { file, anchor, replacement }: Patch): string => {
  const parts = source.split(anchor);
  if (parts.length !== 2)
    throw new Error(`${file}: the place of a patch was found ${parts.length - 1} times, not once: ${anchor}`);
  return parts.join(replacement);
};

const inputHash = (files: Files): string => {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, unknown>;
  };
  const pins = ['node_modules/re2-src', 'node_modules/@yowasp/clang'].map((name) => lock.packages[name]);
  return sha256(JSON.stringify([pins, FLAGS, UNITS, files]));
};

const compile = async (files: Files): Promise<Uint8Array> => {
  const { runClang } = (await import('@yowasp/clang')) as unknown as { runClang: Clang };
  const said: Uint8Array[] = [];
  try {
    // Loaded ahead: the compiler's own first call would print its progress to standard output.
    await runClang(null, {}, { fetchProgress: () => undefined });
    const output = await runClang(['clang++', ...FLAGS, 'unity.cc', '-o', 're2.wasm'], treeOf(files), {
      stderr: (bytes) => void (bytes && said.push(bytes.slice())),
    });
    const wasm = output?.['re2.wasm'];
    if (wasm instanceof Uint8Array) return wasm;
  } catch {
    // The compiler's own words say more than the exit code that it throws, which drags every source along.
  }
  throw new Error(`RE2 did not compile.\n${Buffer.concat(said).toString('utf8').slice(0, 4000)}`);
};

interface Tree {
  [name: string]: Tree | string | Uint8Array;
}
type Clang = (
  args: string[] | null,
  files: Tree,
  options: { stderr?: (bytes: Uint8Array | null) => void; fetchProgress?: () => void },
) => Promise<Tree | undefined>;

const treeOf = (files: Files): Tree => {
  const tree: Tree = {};
  for (const [path, content] of Object.entries(files)) {
    const [folder = '', name] = path.split('/');
    if (name === undefined) tree[folder] = content;
    else ((tree[folder] ??= {}) as Tree)[name] = content;
  }
  return tree;
};

const sha256 = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const built = await buildRe2({ onProgress: (line) => process.stderr.write(`${line}\n`) });
  process.stdout.write(`${built.path} ${built.sha256}${built.cached ? ' (cached)' : ''}\n`);
}
