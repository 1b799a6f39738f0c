import type { Hop } from '../../model/hop.ts';
import { undoState } from '../../model/sagas/saga-states.ts';
import { stepsIn } from '../../model/sagas/saga-steps.ts';
import { causesOf, type Told } from './ancestry.ts';

/**
 * Which step a command or reply belongs to, `undo <step>` where it undoes one: as the message says it; of an orchestrator
 * that does not say so, by the type of the command. Undefined for what belongs to none.
 */
export function stepOf(told: Told, hop: Hop): string | undefined {
  if (hop.ref.step !== undefined) return hop.ref.step;
  const definition = told.model.system.sagas[hop.ref.saga ?? ''];
  const command = commandOf(told, hop)?.type;
  if (!definition || command === undefined) return undefined;
  for (const { name, command: does, compensation } of stepsIn(definition)) {
    if (does === command) return name;
    if (compensation === command) return undoState(name);
  }
  return undefined;
}

/** The command itself, or that to which a reply is one. */
export function commandOf(told: Told, hop: Hop): Hop | undefined {
  return causesOf(told, hop).find(({ ref }) => ref.form === 'command');
}
