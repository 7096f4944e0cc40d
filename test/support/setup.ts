/**
 * Everything that `npm start`, `npm test` and `npm run build` need before they can begin. Runs again
 * at no cost: each step looks first whether its result is there and current. Progress goes to stderr.
 *
 * `node test/support/setup.ts [--generated | --build]`: only what is generated; all but the browser; or all.
 */

import { buildLexicon } from '../../engine/cli/lexicon.ts';
import { buildMedicalTerms } from '../../engine/cli/medical-terms.ts';
import { buildRe2 } from '../../engine/re2/build.ts';
import { buildExtension } from './build-extension.ts';
import { buildPages } from './build-pages.ts';
import { ensureBrowser } from './ensure-browser.ts';

export type SetUpUntil = 'generated' | 'build' | 'browser' | 'pages';

export async function setUp(until: SetUpUntil = 'browser'): Promise<void> {
  await step('RE2 (WebAssembly)', () => buildRe2({ onProgress: (line) => process.stderr.write(`    ${line}\n`) }));
  await step('Medical terms', buildMedicalTerms);
  await step('Names', buildLexicon);
  if (until === 'generated') return;
  await step('Extension', buildExtension);
  if (until === 'build') return;
  await step('Browser', ensureBrowser);
  if (until === 'browser') return;
  // Only tests need them: whoever starts the town does not wait for bundles.
  await step('Test pages', buildPages);
}

async function step(name: string, run: () => unknown): Promise<void> {
  const started = performance.now();
  process.stderr.write(`  … ${name}\n`);
  await run();
  process.stderr.write(`  ✓ ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`);
}

if (import.meta.main) {
  await setUp(
    process.argv.includes('--generated') ? 'generated' : process.argv.includes('--build') ? 'build' : 'browser',
  );
}
