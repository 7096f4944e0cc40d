/**
 * `npm test`: sets up, runs the unit and the browser tests, and ends with the line `N passed, N failed`.
 * `node test/support/run-tests.ts [unit|e2e|long]… [--watch] [FILE FILTER…]`; what takes long runs only when named.
 */
import { startVitest, type TestModule } from 'vitest/node';
import { setUp } from './setup.ts';

const PROJECTS = ['unit', 'e2e', 'long'];
const USUAL = ['unit', 'e2e'];

const args = process.argv.slice(2);
const projects = PROJECTS.filter((project) => args.includes(project));
const filters = args.filter((argument) => !PROJECTS.includes(argument) && !argument.startsWith('--'));

let passed = 0;
let failed = 0;
try {
  await setUp(projects.length === 1 && projects[0] === 'unit' ? 'build' : 'pages');
  const vitest = await startVitest('test', filters, {
    config: 'test/vitest.config.ts',
    watch: args.includes('--watch'),
    run: !args.includes('--watch'),
    update: args.includes('--update'),
    project: projects.length === 0 ? USUAL : projects,
  });
  if (vitest.shouldKeepServer()) await new Promise<void>((resolve) => vitest.onClose(resolve));
  const modules = vitest.state.getTestModules();
  await vitest.close();
  for (const module of modules) {
    const counts = count(module);
    passed += counts.passed;
    failed += counts.failed;
  }
  failed += vitest.state.getUnhandledErrors().length;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  failed += 1;
}
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
process.stdout.write(`${passed} passed, ${failed} failed\n`, () => process.exit());

/** A file that could not be loaded counts as one failure; a skipped test as neither. */
function count(module: TestModule): { readonly passed: number; readonly failed: number } {
  const states = [...module.children.allTests()].map((one) => one.result().state);
  const failures = states.filter((state) => state === 'failed').length;
  const broken = failures === 0 && module.state() === 'failed' ? 1 : 0;
  return { passed: states.filter((state) => state === 'passed').length, failed: failures + broken };
}
