import { StackError } from '../../lib/errors.ts';
import { parkedMessages } from '../../parked/parked.ts';
import type { ParkedMessage } from '../../parked/parked-message.ts';
import type { Lab } from '../../stack/lab.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import type { System } from '../../systems/system.ts';
import type { CommandContext } from '../context.ts';
import { labUp } from '../lab-of.ts';
import { loadSystems } from '../systems-option.ts';

export interface ParkedFlags {
  readonly lab: string;
  readonly system: readonly string[];
  readonly json?: boolean;
  readonly all?: boolean;
}

export interface OpenParked {
  readonly lab: Lab;
  readonly systems: readonly System[];
  readonly messages: readonly ParkedMessage[];
}

/** What is parked in the lab that is up, as far as it is asked for. @throws StackError, UsageError */
export async function openParked(
  context: CommandContext,
  flags: ParkedFlags,
  [consumer, topic, key]: readonly (string | undefined)[],
): Promise<OpenParked> {
  const lab = await labUp(context, flags.lab);
  if (lab === undefined)
    throw new StackError(`Lab "${flags.lab}" is not up. Start it: saga-lab up --detach --lab ${flags.lab}`);
  const { systems: running } = await lab.status();
  const bundled = running.filter((name) => bundledSystems().has(name));
  const loaded = await loadSystems(flags.system.length > 0 ? flags.system : bundled, context.cwd);
  const systems = loaded.map(({ system }) => system);
  return { lab, systems, messages: await parkedMessages(lab, systems, { consumer, topic, key }) };
}
