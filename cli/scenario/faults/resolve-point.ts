import { stepsIn } from '../../model/sagas/saga-steps.ts';
import { undoState } from '../../model/sagas/saga-states.ts';
import type { SagaDefinition, SagaStepDefinition, System } from '../../systems/system.ts';
import type { FaultPoint } from './grammar.ts';

/** Where a fault strikes, as the process that it is armed in knows it. */
export interface ArmedPoint extends FaultPoint {
  /** Of a saga's step: the type of the command whose handling is meant. */
  readonly command?: string;
}

/**
 * `<saga>.<step>.<seam>` is the handling of that step's command, wherever that is; `<saga>.undo <step>.<seam>` that of what
 * undoes it. All else is said as it is armed. Undefined where the saga has no such step, or nobody is sent its command.
 */
export function resolvePoint(point: FaultPoint, system: System): ArmedPoint | undefined {
  const saga = sagaOf(point, system);
  if (saga === undefined) return point;
  const [name, definition] = saga;
  const found = commandsIn(definition).find(({ step }) => step === point.handler);
  if (found === undefined) return undefined;
  const process = Object.values(system.consumers).find(({ handles }) =>
    Object.hasOwn(handles[found.channel] ?? {}, found.command),
  )?.service;
  if (process === undefined) return undefined;
  const type = definition.instance.type?.equals ?? name;
  return { process, handler: `${type}.${point.handler}`, seam: point.seam, command: found.command };
}

/** The saga that a fault names instead of a process, by its name in the system file or by its type. */
export function sagaOf(
  { process }: Pick<FaultPoint, 'process'>,
  { sagas, services }: System,
): readonly [string, SagaDefinition] | undefined {
  if (Object.hasOwn(services, process)) return undefined;
  return Object.entries(sagas).find(
    ([name, { steps, instance }]) =>
      steps !== undefined && (name === process || instance.type?.equals === process),
  );
}

interface StepCommand {
  readonly step: string;
  readonly channel: string;
  readonly command: string;
}

/** Every step that sends a command, and every compensation. */
export function commandsIn(definition: SagaDefinition): StepCommand[] {
  return stepsIn(definition).flatMap(({ name, channel = '', command, compensation }: SagaStepDefinition) => [
    ...(command === undefined ? [] : [{ step: name, channel, command }]),
    ...(typeof compensation === 'string' ? [{ step: undoState(name), channel, command: compensation }] : []),
  ]);
}
