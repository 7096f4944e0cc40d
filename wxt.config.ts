import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'wxt';

/** wasm needs 'wasm-unsafe-eval'; nothing else may run, load or be framed. `test/manifest.test.ts` is the lock. */
const CONTENT_SECURITY_POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/**
 * The signing key decides the extension's id. A centre sets CHARTWARD_KEY to its own PEM file;
 * a checkout makes one for itself, outside of git.
 */
function publicKey(): string {
  const path = process.env.CHARTWARD_KEY ?? '.cache/extension-key.pem';
  if (!existsSync(path)) {
    mkdirSync('.cache', { recursive: true });
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    writeFileSync(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  return createPublicKey(readFileSync(path)).export({ type: 'spki', format: 'der' }).toString('base64');
}

interface CarriedFolder {
  readonly to: string;
  readonly from: string;
  readonly only?: readonly string[];
}

/** Files of the engine's libraries, which its worker reads from `data/` when it needs them. */
const libraryFiles = () =>
  (JSON.parse(readFileSync('engine/libraries.json', 'utf8')) as readonly CarriedFolder[]).flatMap(
    ({ to, from, only }) =>
      (only ?? readdirSync(from)).map((file) => ({
        absoluteSrc: resolve(from, file),
        relativeDest: `data/${to}${file}`,
      })),
  );

/**
 * pdf.js as it is bundled: without its two ways to evaluate code, which the CSP would refuse, and without
 * listening to the worker that it is loaded into, whose messages are not its own.
 */
const PDF_WITHOUT: readonly (readonly [from: string, to: string])[] = [
  ['new Function("");', 'throw new Error();'],
  ['return new Function("src", "srcOffset", "dest", "destOffset", compiled);', ''],
  ['this.initializeFromPort(self);', ''],
];

const pdfWithoutEval = () => ({
  name: 'pdf-without-eval',
  transform(code: string, id: string): string | undefined {
    if (!id.endsWith('/pdfjs-dist/build/pdf.worker.mjs')) return undefined;
    return PDF_WITHOUT.reduce((changed, [from, to]) => {
      const pieces = changed.split(from);
      if (pieces.length !== 2) throw new Error(`pdf.js has ${pieces.length - 1} times ${from}: look at it again.`);
      return pieces.join(to);
    }, code);
  },
});

export default defineConfig({
  srcDir: 'extension',
  entrypointsDir: 'entrypoints',
  publicDir: 'extension/public',
  outDir: '.output',
  imports: false,
  hooks: { 'build:publicAssets': (_, files) => void files.push(...libraryFiles()) },
  vite: () => ({ worker: { format: 'es', plugins: () => [pdfWithoutEval()] } }),
  manifestVersion: 3,
  manifest: ({ browser }) => ({
    name: '__MSG_name__',
    description: '__MSG_description__',
    default_locale: 'en',
    ...(browser === 'firefox'
      ? { browser_specific_settings: { gecko: { id: 'chartward@example.org', strict_min_version: '140.0' } } }
      : {
          key: publicKey(),
          minimum_chrome_version: '148',
          message_serialization: 'structured_clone',
          cross_origin_embedder_policy: { value: 'require-corp' },
          cross_origin_opener_policy: { value: 'same-origin' },
        }),
    permissions: [
      'clipboardRead',
      'clipboardWrite',
      'offscreen',
      'scripting',
      'storage',
      'unlimitedStorage',
      'webNavigation',
      'webRequest',
      'webRequestBlocking',
    ],
    host_permissions: ['<all_urls>'],
    incognito: 'split',
    storage: { managed_schema: 'managed-schema.json' },
    content_security_policy: { extension_pages: CONTENT_SECURITY_POLICY },
  }),
});
