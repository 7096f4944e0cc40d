/** `chartward`: the table of commands. */
import { policy, policyHelp } from './policy.ts';
import { SCAN_HELP, scan } from './scan.ts';
import { createSink, OutputError, type Sink } from './sink.ts';

interface Command {
  readonly summary: string;
  /** For what else stands on the line. */
  readonly help: (args: readonly string[]) => string;
  /** Returns the exit code. */
  readonly run: (args: readonly string[]) => Promise<number>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  scan: { summary: 'find protected health information in files', help: () => SCAN_HELP, run: scan },
  policy: { summary: 'make what a policy needs', help: policyHelp, run: policy },
};

/** Runs one command line; returns the exit code, 2 for any error of use and for output that was lost. */
export async function main(args: readonly string[]): Promise<number> {
  const out = createSink(process.stdout);
  try {
    const code = await run(args, out);
    await out.flush();
    return code;
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    process.stderr.write(`chartward: ${error.message}\n`);
    return 2;
  }
}

async function run(args: readonly string[], out: Sink): Promise<number> {
  const [name = '--help', ...rest] = args;
  if (name === '--help' || name === '-h' || name === 'help') {
    const command = COMMANDS[rest[0] ?? ''];
    await out.write(command === undefined ? overview() : command.help(rest.slice(1)));
    return 0;
  }
  const command = COMMANDS[name];
  if (command === undefined) {
    process.stderr.write(`chartward: there is no command "${name}". See chartward --help.\n`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    await out.write(command.help(rest));
    return 0;
  }
  return command.run(rest);
}

function overview(): string {
  const commands = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(10)} ${summary}`);
  return `Usage: chartward COMMAND …\n\nCommands:\n${commands.join('\n')}\n\nchartward COMMAND --help tells more.\n`;
}
