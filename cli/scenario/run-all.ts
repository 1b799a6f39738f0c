import { newMessageId } from '../../services/tram/index.ts';
import { startProbes, type ProbeSet } from '../probes/start-probes.ts';
import { StackError, toError, UserError } from '../lib/errors.ts';
import type { Observation } from '../model/observation.ts';
import type { Lab } from '../stack/lab.ts';
import type { LoadedSystem } from '../systems/load.ts';
import { elapsedMs } from './clock.ts';
import type { RunEvent } from './events.ts';
import { worst } from './finding.ts';
import { httpClient } from './http.ts';
import type { LoadedScenario } from './load.ts';
import type { RunLimits } from './ports.ts';
import type { RunReport, ScenarioReport } from './report.ts';
import { runScenario } from './run-scenario.ts';
import { stackOf } from './stack/lab-stack.ts';
import type { Variables } from './variables.ts';
import { worldOf } from './world.ts';

export interface RunAllOptions {
  readonly lab: Lab;
  readonly systems: readonly LoadedSystem[];
  readonly scenarios: readonly LoadedScenario[];
  readonly limits: RunLimits;
  readonly variables: Variables;
  /** Stop after the first scenario that does not pass. */
  readonly bail: boolean;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/** Watches the lab and runs the scenarios, one after another. Rejects with StackError when the lab is lost. */
export async function runAll(options: RunAllOptions): Promise<RunReport> {
  const { lab, systems, scenarios, emit, signal } = options;
  const startedAt = performance.now();
  emit({
    type: 'run-started',
    lab: lab.name,
    stack: lab.stack,
    label: lab.label,
    scenarios: scenarios.map(({ id }) => id),
  });
  const linesObservable = Object.keys(lab.lines).length > 0;
  const builders = new Map(systems.map(({ system }) => [system.name, worldOf(system, linesObservable)]));
  const probes = await watch(options, (seen) => builders.forEach((each) => each.observe(seen)));
  const client = httpClient();
  const reports: ScenarioReport[] = [];
  try {
    for (const loaded of scenarios) {
      signal.throwIfAborted();
      const world = builders.get(loaded.scenario.system)?.world(probes);
      if (world === undefined) throw new TypeError(`The lab has no system ${loaded.scenario.system}`);
      const { http } = client;
      const stack = stackOf(lab);
      const ports = { world, http, stack, services: lab.services, newId: newMessageId, emit, signal };
      const report = await runScenario(loaded, ports, options.limits, options.variables);
      reports.push(report);
      // Nothing could be had from the system: a lab that is gone is an error, not a verdict.
      if (report.verdict === 'inconclusive') await lab.status();
      if (options.bail && report.verdict !== 'pass') break;
    }
  } finally {
    await Promise.all([probes.stop(), client.close()]);
  }
  return {
    v: 1,
    verdict: worst(reports.map(({ verdict }) => verdict)),
    stack: lab.stack,
    lab: lab.name,
    durationMs: elapsedMs(startedAt),
    scenarios: reports,
  };
}

/** A lab that cannot be watched is of no use: that is the stack's fault, not a verdict about the system. */
async function watch(
  { lab, systems, signal }: RunAllOptions,
  observe: (observation: Observation) => void,
): Promise<ProbeSet> {
  try {
    return await startProbes(lab, systems, observe, signal);
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof UserError) throw thrown;
    throw new StackError(`Lab "${lab.name}" cannot be watched: ${toError(thrown).message}`, {
      cause: thrown,
    });
  }
}
