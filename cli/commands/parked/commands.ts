import type { Command } from 'commander';
import type { Call } from '../call.ts';
import { collect, inLab } from '../lab-options.ts';

/** The commands about messages that consumers have set aside. */
export function addParkedCommands(program: Command, call: Call): void {
  const parked = program
    .command('parked')
    .description('messages that consumers set aside, because they could not be handled');
  onParked(parked.command('list [consumer] [topic] [key]'))
    .description('print them, in the order in which they would be redriven')
    .action(call(async () => (await import('./list.ts')).listParked));
  onParked(parked.command('show <consumer> <topic> <key>'))
    .description('print those of a key with all that is known of them')
    .action(call(async () => (await import('./show.ts')).showParked));
  onParked(parked.command('redrive [consumer] [topic] [key]'))
    .description('have them handled again, key by key, in order')
    .action(call(async () => (await import('./redrive.ts')).redriveParked));
  onParked(parked.command('drop <consumer> <topic> <key>'))
    .description('delete the one that holds up the key')
    .option('--all', 'and those behind it')
    .action(call(async () => (await import('./drop.ts')).dropParked));
}

function onParked(command: Command): Command {
  return inLab(command)
    .option('--system <file>', "a system file of one's own that the lab runs (repeatable)", collect, [])
    .option('--json', 'as JSON');
}
