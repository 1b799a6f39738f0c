import { randomUUID } from 'node:crypto';
import type { FaultSpec } from '../../../services/tram/index.ts';
import { toError } from '../../lib/errors.ts';
import type { CurrentRun } from '../current-run.ts';
import { passed, type Outcome } from '../finding.ts';
import { parseAction, parsePoint, parseTiming } from './grammar.ts';
import type { Scenario } from '../schema.ts';
import type { Fault } from './fault-schema.ts';

/** Faults of a run that may strike now, and how they will be known. */
export interface ArmedFaults {
  /** Of every line about one of them. */
  readonly arming: string;
  /** By process: the faults of the scenario that it was told, in the order told. */
  readonly byProcess: ReadonlyMap<string, readonly Fault[]>;
}

/** Who is told what. */
export function planFaults(scenario: Scenario): ArmedFaults {
  const byProcess = new Map<string, Fault[]>();
  for (const fault of scenario.faults) {
    const process = parsePoint(fault.at)?.process ?? '';
    byProcess.set(process, [...(byProcess.get(process) ?? []), fault]);
  }
  return { arming: randomUUID(), byProcess };
}

/** Resolves when every process has taken its faults. One that will crash counts as disturbed until it is up again. */
export async function armFaults(run: CurrentRun, { arming, byProcess }: ArmedFaults): Promise<Outcome> {
  const { faults: port, seed, signal } = run.ports;
  try {
    for (const [process, faults] of byProcess) {
      await port.arm(process, { id: arming, seed, faults: faults.map(toSpec) }, run.deadline);
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
export function toSpec({ at, do: action, when }: Fault): FaultSpec {
  const point = parsePoint(at);
  const [parsedAction, timing] = [parseAction(action), parseTiming(when)];
  if (!point || !parsedAction || !timing)
    throw new TypeError(`The fault at ${at} cannot come out of the schema`);
  return { at, handler: point.handler, seam: point.seam, do: parsedAction, when: timing };
}
