import { CommanderError } from 'commander';
import { exitCode, toError, UserError } from '../lib/errors.ts';
import { InterruptedError, type CommandContext } from './context.ts';
import { createProgram, exitCodeOf } from './program.ts';

/** Runs one command line and gives its exit code. Never rejects: each kind of error has its own code. */
export async function runProgram(args: readonly string[], context: CommandContext): Promise<number> {
  let code: number = exitCode.pass;
  try {
    const program = createProgram(context, (result) => {
      code = result;
    });
    if (args.length === 0) {
      program.outputHelp();
      return exitCode.pass;
    }
    await program.parseAsync([...args], { from: 'user' });
    return code;
  } catch (thrown) {
    const error = toError(thrown);
    if (error instanceof CommanderError) {
      const asked = exitCodeOf(error);
      if (asked === exitCode.usage) await jsonOfUsage(args, error.message, context);
      return asked;
    }
    return explain(error, context);
  }
}

function explain(error: Error, { stderr, env }: CommandContext): number {
  if (error instanceof InterruptedError) return error.exitCode;
  if (error instanceof UserError) {
    stderr.write(`${error.message}\n`);
    return error.exitCode;
  }
  const detail = env['DEBUG'] === undefined ? error.message : error.stack;
  stderr.write(`internal error: ${detail}\nThis is a fault of saga-lab itself. DEBUG=1 prints where.\n`);
  return exitCode.internal;
}

/** A command line that cannot even be parsed still owes its reader the document. */
async function jsonOfUsage(
  args: readonly string[],
  message: string,
  { stdout }: CommandContext,
): Promise<void> {
  const wantsJson = args.some(
    (arg, index) => arg === '--reporter=json' || (arg === 'json' && args[index - 1] === '--reporter'),
  );
  if (args[0] !== 'run' || !wantsJson) return;
  const { failedReport } = await import('./run/failed-report.ts');
  const { UsageError } = await import('../lib/errors.ts');
  const { json } = await import('../reporters/json.ts');
  const report = failedReport(new UsageError(message.replace(/^error: /, '')), { lab: 'default' });
  json({ write: (text) => stdout.write(text), color: false, width: 100, tty: false }).on({
    type: 'run-finished',
    report,
  });
}
