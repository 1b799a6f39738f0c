import type { Command } from 'commander';
import type { Call } from '../call.ts';
import { collect, inLab } from '../lab-options.ts';

/** The prompts on a lab's databases. */
export function addPromptCommands(program: Command, call: Call): void {
  asking(program.command('sql <database>'), 'statement')
    .description("read a service's database: a prompt, or -c for scripts; nothing can be written")
    .option('--csv', 'rows as CSV')
    .action(call(async () => (await import('./sql.ts')).sql));
  asking(program.command('doc <database>'), 'request')
    .description("read a view's documents: a prompt, or -c for scripts; nothing can be written")
    .action(call(async () => (await import('./doc.ts')).doc));
}

function asking(command: Command, what: string): Command {
  return inLab(command)
    .option(`-c, --command <${what}>`, `answer this ${what} and end (repeatable)`, collect, [])
    .option('--json', 'answers as one JSON document');
}
