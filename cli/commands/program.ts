import { Command, CommanderError, Option } from 'commander';
import { exitCode } from '../lib/errors.ts';
import { wrap } from '../reporters/text/fit.ts';
import { shippedRuns } from '../runs/shipped-names.ts';
import { collect, inLab, withServers, withStack } from './lab-options.ts';
import { examples, exitCodes } from './help-examples.ts';
import { addNewCommands } from './new-commands.ts';
import { addParkedCommands } from './parked/commands.ts';
import { addPromptCommands } from './prompt/commands.ts';
import { recordModes } from './run/record-flags.ts';
import { addRunCommands } from './runs/commands.ts';
import { addSystemsCommands } from './systems/commands.ts';
import type { Call } from './call.ts';
import type { CommandContext } from './context.ts';
import { withScreen } from './tui/screen-options.ts';

const codes = exitCodes.map(({ code, means }) => `${code} ${means}`).join(', ');

const afterHelp = `
Examples:
${examples.map(({ command, why = '' }) => `  $ ${command.padEnd(40)} ${why}`.trimEnd()).join('\n')}

${wrap(`Exit codes: ${codes}.`.split(' '), 110).join('\n')}`;

const driven = [
  ['stop', 'stop a process of a lab until it is started'],
  ['start', 'start a process that was stopped'],
  ['restart', 'stop a process and start it again'],
  ['kill', 'kill a process, which is then started again'],
  ['pause', 'have a process hang until it is resumed'],
  ['resume', 'let a process go on that hangs'],
] as const;

/**
 * The command line. Each command's code is imported when it is called, so that help is there at once.
 * `finish` takes the exit code of the command that ran.
 */
export function createProgram(context: CommandContext, finish: (code: number) => void): Command {
  const { stdout, stderr } = context;
  const program = new Command('saga-lab')
    .description(
      'Run, watch and prove sagas: real services, an outbox, a broker, a view, and the chain that joins them.',
    )
    .version(context.version)
    .addHelpText('after', afterHelp)
    .configureHelp({ helpWidth: Math.min(stdout.columns ?? 100, 110) })
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .showHelpAfterError('(`saga-lab help` shows what there is)')
    .exitOverride();
  const call: Call =
    (load) =>
    async (...args) =>
      finish(await (await load())(context, ...args));

  withStack(program.command('run [scenarios...]'))
    .description('run scenarios and say what happened, hop by hop')
    .option('--all', 'every scenario there is')
    .option('--tag <tag>', "those with this tag; '!tag': those without it (repeatable)", collect, [])
    .option('--grep <pattern>', 'those whose id or story matches this regular expression')
    .option('--last-failed', 'those that did not pass at the last run from this folder')
    .option('--shard <i/n>', 'the i-th of n parts of them, such as 1/4')
    .option('--list', 'only print which scenarios would run')
    .option('--dry-run', 'only check them, and print what they would do')
    .option('--json', 'with --list or --dry-run: as JSON')
    .option(
      '--reporter <name[=file]>',
      'list, dot, json, jsonl, junit, tap, github or html (repeatable)',
      collect,
      [],
    )
    .option('--var <name=value>', 'set a variable of the scenarios (repeatable)', collect, [])
    .option('--timeout <duration>', 'limit for a scenario that states none, such as 30s')
    .option('--seed <number>', 'of what faults with prob() leave to chance; the report names it')
    .option('--repeat-each <count>', 'run each so often; it passes only if it passes every time')
    .option(
      '--retries <count>',
      'run what does not pass again, up to so often; if it passes then, it is flaky',
    )
    .option('--fail-on-flaky', 'exit code 5 when a scenario was flaky and nothing is worse')
    .option('--max-failures <count>', 'stop when so many scenarios have not passed')
    .option('--bail', 'stop after the first scenario that does not pass')
    .option('--artifacts <folder>', 'keep reports there, and the logs of what did not pass')
    .option('--keep', 'leave the lab up afterwards')
    .addOption(new Option('--record <when>', 'keep what was observed (default always)').choices(recordModes))
    .option('--record-to <file>', 'record there instead of in the folder of runs')
    .option('--tui', 'run them on the dashboard, and stay there')
    .action(call(async () => (await import('./run/run.ts')).run));
  withScreen(withStack(program.command('tui')))
    .description('watch a lab live: outbox, topics, sagas and documents side by side, joined into one chain')
    .option('--plain', 'tell it in sentences, line by line, as for a screen reader')
    .option('--keep', 'leave the lab up afterwards')
    .addOption(new Option('--record <when>', 'keep what was observed (default always)').choices(recordModes))
    .option('--record-to <file>', 'record there instead of in the folder of runs')
    .action(call(async () => (await import('./tui/tui.ts')).tui));
  withScreen(program.command('replay <run>'))
    .description('show a recorded run on the same screen, with no stack at all')
    .action(call(async () => (await import('./replay.ts')).replay));
  withScreen(program.command('demo'))
    .argument('[lesson]', shippedRuns.join(', '), shippedRuns[0])
    .description('explain a shipped recording hop by hop, with no stack at all: space goes on')
    .action(call(async () => (await import('./demo.ts')).demo));
  addRunCommands(program, call);
  program
    .command('list')
    .description('print the scenarios')
    .option('--json', 'as JSON')
    .option('--names', 'only the names, for completion')
    .action(call(async () => (await import('./list.ts')).list));
  withStack(program.command('up'))
    .description('start a lab')
    .option('-d, --detach', 'return when everything is ready, and leave it up')
    .option('--json', 'print the status as JSON when it is up')
    .action(call(async () => (await import('./up.ts')).up));
  inLab(program.command('status'))
    .description('print what runs, where, and under which process id')
    .option('--json', 'as JSON, with the passwords of the databases')
    .option('--show-passwords', 'in the text too')
    .action(call(async () => (await import('./status.ts')).status));
  inLab(program.command('down'))
    .description('stop a lab; returns when nothing runs any more')
    .option('--purge', 'remove its data and logs too')
    .action(call(async () => (await import('./down.ts')).down));
  for (const [verb, about] of driven)
    inLab(program.command(`${verb} <process>`))
      .description(`${about}: a service, the relay or a server, by its name in status`)
      .action(call(async () => (await import('./drive.ts')).drive(verb)));
  inLab(program.command('logs [process]'))
    .description('print the logs of all processes of a lab, or of one')
    .option('-f, --follow', 'go on as they grow')
    .option('-n, --lines <count>', 'so many of the last lines of each', '50')
    .action(call(async () => (await import('./logs.ts')).logs));
  withServers(inLab(program.command('soak')))
    .description(
      'drive load, kill processes meanwhile, and check that nothing was lost, made up or done twice',
    )
    .option('--system <name|file>', 'the system, which names a load file', 'customers-and-orders')
    .option('--sagas <count>', 'until so many sagas were begun', '20000')
    .option('--clients <count>', 'so many requests at a time', '16')
    .option('--kill <names>', 'all, none, or names of processes with commas between', 'all')
    .option('--every <duration>', 'from one kill to the next', '2s')
    .option('--seed <number>', 'decides who is killed and what is ordered', '7')
    .option('--timeout <duration>', 'limit for the load', '20m')
    .option('--json', 'print the report as JSON')
    .option('--keep', 'leave the lab up afterwards')
    .action(call(async () => (await import('./soak.ts')).soak));
  addParkedCommands(program, call);
  addPromptCommands(program, call);
  addSystemsCommands(program, call);
  withStack(program.command('doctor'))
    .description('check whether a lab can run here, or on external servers, with a fix for what cannot')
    .option('--json', 'as JSON')
    .option('--sql', 'only print the SQL of a role that may watch the databases, and nothing else')
    .action(call(async () => (await import('./doctor/doctor.ts')).doctor));
  program
    .command('bench [what...]')
    .description('measure latency, rate, CPU, memory and start, in a lab of its own')
    .option('--system <name|file>', 'the system, which names a load file', 'customers-and-orders')
    .option('--lab <name>', 'measure this lab, which must be up and idle')
    .addOption(new Option('--relay <mode>', 'how the lab relays (default wal)').choices(['wal', 'polling']))
    .option('--json', 'as JSON')
    .option('--count <n>', 'sagas, or messages, per measurement', '1000')
    .option('--clients <n,...>', 'sagas under way at the same time', '1,16')
    .option('--rows <n>', 'rows that the outbox grows to', '100000')
    .option('--warm-up <n>', 'sagas before anything is measured', '1000')
    .option('--starts <n>', 'starts of each kind', '3')
    .option('-q, --quiet', 'no progress on stderr')
    .action(call(async () => (await import('./bench.ts')).bench));
  addNewCommands(program, call);
  program
    .command('schema <what>')
    .description('print the JSON Schema of scenario, system, load, config or report')
    .action(call(async () => (await import('./schema.ts')).schema));
  program
    .command('completion <shell>')
    .description('print a completion script for bash, zsh or fish')
    .action(call(async () => (await import('./completion.ts')).completionFor(program)));
  program
    .command('man')
    .description('print the manual page: saga-lab man | man -l -')
    .action(call(async () => (await import('./man/man.ts')).manOf(program)));
  return program;
}

/** Commander's own errors are usage errors; asking for help or the version is none. */
export function exitCodeOf(error: CommanderError): number {
  return error.exitCode === 0 ? exitCode.pass : exitCode.usage;
}
