import { StackError, UsageError } from '../../lib/errors.ts';
import type { DatabaseStatus } from '../../stack/status.ts';
import { hint } from '../../systems/nearest.ts';
import type { CommandContext } from '../context.ts';
import { labUp } from '../lab-of.ts';

const commands = { postgres: 'sql', mongodb: 'doc' } as const;

/** A database of the lab that is up. @throws StackError, UsageError naming the nearest */
export async function databaseOf(
  context: CommandContext,
  labName: string,
  name: string,
  kind: keyof typeof commands,
): Promise<DatabaseStatus> {
  const lab = await labUp(context, labName);
  if (lab === undefined)
    throw new StackError(`Lab "${labName}" is not up. Start it: saga-lab up --detach --lab ${labName}`);
  const { databases } = await lab.status();
  const found = databases.find((each) => each.name === name);
  if (found === undefined) {
    const names = databases.filter((each) => each.kind === kind).map((each) => each.name);
    throw new UsageError(`Lab "${labName}" has no database "${name}"${hint(name, names)}`);
  }
  if (found.kind !== kind)
    throw new UsageError(`Database "${name}" is ${found.kind}: saga-lab ${commands[found.kind]} ${name}`);
  return found;
}
