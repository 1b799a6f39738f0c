import type { Command } from 'commander';
import type { Call } from '../call.ts';
import { withServers, inLab } from '../lab-options.ts';

/** The commands about system files. */
export function addSystemsCommands(program: Command, call: Call): void {
  const systems = program
    .command('systems')
    .description('systems: those that come with the lab, and your own');
  systems
    .command('list')
    .description('print the systems that come with the lab')
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./list.ts')).listSystems));
  withServers(inLab(systems.command('check <name|file>')))
    .description('check a system file, and what it names against the live services and servers')
    .option('--file-only', 'only the file')
    .option('--json', 'as JSON')
    .action(call(async () => (await import('./check.ts')).checkSystem));
}
