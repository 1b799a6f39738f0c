import type { Command } from 'commander';
import { exportFormats } from '../../exports/formats.ts';
import type { Call } from '../call.ts';
import { collect } from '../lab-options.ts';

const chainOption = 'only the trees that hold this request, message or hop';
const sagaOption = 'only the trees that changed this saga, such as 17 or "create-order 17"';

/** The commands that work on recorded runs, with no stack at all. `<run>` is a path, an id, a beginning of one, or last. */
export function addRunCommands(program: Command, call: Call): void {
  program
    .command('inspect <run>')
    .description(
      'print a recorded run again as run printed it; <run> is a file, an id or its beginning, or last',
    )
    .option('--chain <id>', chainOption)
    .option('--saga <id>', sagaOption)
    .option(
      '--changes',
      'instead of the chain what each state of a saga changed, compared with the rows before',
    )
    .option('--clocks', 'instead of the chain by how much the clocks that its times are from differ')
    .option('--json', 'as JSON: the document of `run --reporter json`')
    .action(call(async () => (await import('./inspect.ts')).inspect));
  program
    .command('explain <run> [scenario]')
    .description('say why each saga of a recorded run ended as it did, with the ids that prove it')
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./explain.ts')).explain));
  program
    .command('check <run>')
    .description('judge a recorded run again; exit codes as of run')
    .option('--system <name|file>', 'by the invariants of this system file (repeatable)', collect, [])
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./check.ts')).check));
  program
    .command('diff <a> <b>')
    .description('compare two recorded runs hop by hop; exit code 1 when their hops differ')
    .option('--all', 'every hop, also of two that have little in common')
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./diff.ts')).diff));
  program
    .command('export <run>')
    .description('write a recorded run as one document, for a page, a lecture or another tool')
    .requiredOption('--format <format>', exportFormats.join(', '))
    .option('-o, --output <file>', 'into this file instead of stdout')
    .option('--chain <id>', chainOption)
    .option('--saga <id>', sagaOption)
    .action(call(async () => (await import('./export.ts')).exportRun));
  const runs = program.command('runs').description('the recorded runs');
  runs
    .command('list')
    .description('print them, newest first')
    .option('--json', 'as JSON')
    .option('--names', 'only the ids, for completion')
    .action(call(async () => (await import('./list.ts')).listRuns));
  runs
    .command('show <run>')
    .description('print when, of what and on what a run was recorded')
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./show.ts')).showRun));
  runs
    .command('prune')
    .description('remove recordings')
    .option('--keep <count>', 'all but so many of the newest')
    .option('--older-than <duration>', 'those that began longer ago, such as 12h or 7d')
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./prune.ts')).pruneRecordings));
}
