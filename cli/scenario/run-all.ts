import { randomInt } from 'node:crypto';
import { newMessageId } from '../../services/tram/index.ts';
import { startProbes } from '../probes/start-probes.ts';
import { StackError, toError, UserError } from '../lib/errors.ts';
import { hasGap, pollingOf } from '../model/gaps.ts';
import type { Observation } from '../model/observation.ts';
import type { Lab } from '../stack/lab.ts';
import type { LoadedSystem } from '../systems/load.ts';
import { elapsedMs } from './clock.ts';
import type { RunEvent } from './events.ts';
import { worst } from './finding.ts';
import { httpClient } from './http.ts';
import type { LoadedScenario } from './load.ts';
import type { RunLimits, World } from './ports.ts';
import type { RunReport, ScenarioReport } from './report.ts';
import { runScenario } from './run-scenario.ts';
import { armingThrough } from './stack/arming.ts';
import { stackOf } from './stack/lab-stack.ts';
import type { Variables } from './variables.ts';
import { worldOf } from './world.ts';

export interface RunAllOptions {
  readonly lab: Lab;
  readonly systems: readonly LoadedSystem[];
  readonly scenarios: readonly LoadedScenario[];
  /** How often each is run; 1 where it is not given. */
  readonly repeatEach?: number | undefined;
  /** Of what faults leave to chance; drawn where it is not given. */
  readonly seed?: number | undefined;
  readonly limits: RunLimits;
  readonly variables: Variables;
  /** Stop after the first scenario that does not pass. */
  readonly bail: boolean;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
}

/** Watches the lab and runs the scenarios, one after another. Rejects with StackError when the lab is lost. */
export async function runAll(options: RunAllOptions): Promise<RunReport> {
  const { lab, emit, signal } = options;
  const startedAt = performance.now();
  const seed = options.seed ?? randomInt(2 ** 31);
  emit({
    type: 'run-started',
    lab: lab.name,
    stack: lab.stack,
    label: lab.label,
    scenarios: repeated(options).map(({ loaded }) => loaded.id),
  });
  let watched = await watch(options);
  const client = httpClient();
  const reports: ScenarioReport[] = [];
  const notes = new Set<string>();
  try {
    for (const { loaded, repetition } of repeated(options)) {
      signal.throwIfAborted();
      const world = watched.world(loaded.scenario.system);
      if (world === undefined) throw new TypeError(`The lab has no system ${loaded.scenario.system}`);
      const { http } = client;
      const ports = {
        world,
        http,
        stack: stackOf(lab),
        faults: armingThrough(lab.faults),
        // A repetition has chances of its own, and the same ones whenever the run is repeated.
        seed: seed + (repetition ?? 1) - 1,
        services: lab.services,
        newId: newMessageId,
        emit,
        signal,
      };
      const report = await runScenario(loaded, ports, options.limits, options.variables, repetition);
      reports.push(report);
      for (const note of pollingOf(world.model)) notes.add(note);
      // Nothing could be had from the system: a lab that is gone is an error, not a verdict.
      if (report.verdict === 'inconclusive') await lab.status();
      if (options.bail && report.verdict !== 'pass') break;
      // What one story made a probe miss (its server was killed) is not the next one's doubt.
      if (hasGap(world.model) !== undefined) {
        await watched.stop();
        watched = await watch(options);
      }
    }
  } finally {
    await Promise.all([watched.stop(), client.close()]);
  }
  return {
    v: 1,
    verdict: worst(reports.map(({ verdict }) => verdict)),
    stack: lab.stack,
    lab: lab.name,
    durationMs: elapsedMs(startedAt),
    ...((options.seed !== undefined || leavesToChance(options)) && { seed }),
    scenarios: reports,
    ...(notes.size > 0 && { notes: [...notes] }),
  };
}

function leavesToChance({ scenarios }: RunAllOptions): boolean {
  return scenarios.some(({ scenario }) => scenario.faults.some(({ when }) => when.startsWith('prob')));
}

interface Repetition {
  readonly loaded: LoadedScenario;
  readonly repetition: number | undefined;
}

function repeated({ scenarios, repeatEach }: RunAllOptions): Repetition[] {
  if (repeatEach === undefined) return scenarios.map((loaded) => ({ loaded, repetition: undefined }));
  const times = Array.from({ length: repeatEach }, (_, index) => index + 1);
  return scenarios.flatMap((loaded) => times.map((repetition) => ({ loaded, repetition })));
}

interface Watched {
  /** What is seen of one system; undefined when the lab does not have it. */
  world(system: string): World | undefined;
  stop(): Promise<void>;
}

/** A lab that cannot be watched is of no use: that is the stack's fault, not a verdict about the system. */
async function watch({ lab, systems, signal }: RunAllOptions): Promise<Watched> {
  const linesObservable = Object.keys(lab.lines).length > 0;
  const builders = new Map(systems.map(({ system }) => [system.name, worldOf(system, linesObservable)]));
  const observe = (seen: Observation) => builders.forEach((each) => each.observe(seen));
  try {
    const probes = await startProbes(lab, systems, observe, signal);
    return { world: (system) => builders.get(system)?.world(probes), stop: () => probes.stop() };
  } catch (thrown) {
    signal.throwIfAborted();
    if (thrown instanceof UserError) throw thrown;
    throw new StackError(`Lab "${lab.name}" cannot be watched: ${toError(thrown).message}`, {
      cause: thrown,
    });
  }
}
