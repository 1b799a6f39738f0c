import { randomUUID } from 'node:crypto';
import type { FaultSpec } from '../../../services/tram/index.ts';
import { toError } from '../../lib/errors.ts';
import type { CurrentRun } from '../current-run.ts';
import { passed, type Outcome } from '../finding.ts';
import { parseAction, parsePoint, parseTiming } from './grammar.ts';
import type { Scenario } from '../schema.ts';
import type { System } from '../../systems/system.ts';
import type { Fault } from './fault-schema.ts';
import { resolvePoint, type ArmedPoint } from './resolve-point.ts';

/** Faults of a run that may strike now, and how they will be known. */
export interface ArmedFaults {
  /** Of every line about one of them. */
  readonly arming: string;
  /** By process: the faults of the scenario that it was told, in the order told. */
  readonly byProcess: ReadonlyMap<string, readonly Fault[]>;
}

/** Who is told what. */
export function planFaults(scenario: Scenario, system: System): ArmedFaults {
  const byProcess = new Map<string, Fault[]>();
  for (const fault of scenario.faults) {
    const process = pointOf(fault, system).process;
    byProcess.set(process, [...(byProcess.get(process) ?? []), fault]);
  }
  return { arming: randomUUID(), byProcess };
}

/** Resolves when every process has taken its faults. One that will crash counts as disturbed until it is up again. */
export async function armFaults(run: CurrentRun, { arming, byProcess }: ArmedFaults): Promise<Outcome> {
  const { faults: port, seed, signal, world } = run.ports;
  try {
    for (const [process, faults] of byProcess) {
      await port.arm(
        process,
        { id: arming, seed, faults: faults.map((each) => toSpec(each, world.system)) },
        run.deadline,
      );
      if (faults.some((fault) => fault.do === 'crash')) run.disturbed.set(process, 'killed');
    }
    return passed;
  } catch (thrown) {
    signal.throwIfAborted();
    return { verdict: 'inconclusive', error: toError(thrown).message };
  }
}

/** Also when the run is given up: nobody else's run may meet these faults. */
export async function disarmFaults(
  { ports: { faults } }: CurrentRun,
  { byProcess }: ArmedFaults,
): Promise<void> {
  for (const process of byProcess.keys()) await faults.disarm(process);
}

/** As a process is told it. */
export function toSpec(fault: Fault, system: System): FaultSpec {
  const { at, do: action, when } = fault;
  const { handler, seam } = pointOf(fault, system);
  const [parsedAction, timing] = [parseAction(action), parseTiming(when)];
  if (!parsedAction || !timing) throw new TypeError(`The fault at ${at} cannot come out of the schema`);
  return { at, handler, seam, do: parsedAction, when: timing };
}

/** @throws TypeError for a fault that was not checked */
export function pointOf({ at }: Pick<Fault, 'at'>, system: System): ArmedPoint {
  const point = parsePoint(at);
  const armed = point && resolvePoint(point, system);
  if (!armed) throw new TypeError(`The fault at ${at} names nothing of the system ${system.name}`);
  return armed;
}
