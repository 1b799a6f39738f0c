import type { Command } from 'commander';
import type { Call } from './call.ts';
import { collect } from './lab-options.ts';

/** The commands that write a file to begin with. */
export function addNewCommands(program: Command, call: Call): void {
  const created = program
    .command('new')
    .argument('<name>')
    .description('write a scenario to begin with, in ./scenarios')
    .option('--system <name|file>', 'the system it is about', 'customers-and-orders')
    .action(call(async () => (await import('./new.ts')).newScenario));
  created
    .command('system')
    .argument('[name]', 'its name; that of the folder where there is none')
    .description('write a system file to begin with; asks for what no flag says')
    .option('--service <name=command>', 'a service and what starts it (repeatable)', collect, [])
    .option('--port <service=port>', 'its port (repeatable; default 3000, 3001, ...)', collect, [])
    .option(
      '--health <service=path>',
      'the path that answers 2xx when it is well (repeatable; default /health)',
      collect,
      [],
    )
    .option(
      '--database <name=service,...>',
      'a PostgreSQL database, whose it is, and who else uses it (repeatable)',
      collect,
      [],
    )
    .option('--documents <name=service,...>', 'the same with MongoDB (repeatable)', collect, [])
    .option(
      '--from <database=url>',
      'read the catalogue of a PostgreSQL database, and propose its tables (repeatable)',
      collect,
      [],
    )
    .option('--topic <name=partitions>', 'a topic (repeatable)', collect, [])
    .option('--output <file>', 'where it is written', 'system.yaml')
    .action(call(async () => (await import('./new-system/new-system.ts')).newSystem));
}
