import { randomInt } from 'node:crypto';
import { hasGap, pollingOf } from '../model/gaps.ts';
import type { Lab } from '../stack/lab.ts';
import type { LoadedSystem } from '../systems/load.ts';
import { elapsedMs } from './clock.ts';
import type { RunEvent } from './events.ts';
import { worst } from './finding.ts';
import { httpClient } from './http.ts';
import type { LoadedScenario } from './load.ts';
import type { RunLimits } from './ports.ts';
import type { RunReport, ScenarioReport } from './report.ts';
import { withRetries, type Turn } from './retries.ts';
import { runScenario } from './run-scenario.ts';
import { portsOf } from './stack/ports-of.ts';
import type { Variables } from './variables.ts';
import { watchLab, type Tap } from './watch.ts';

export interface RunAllOptions {
  readonly lab: Lab;
  readonly systems: readonly LoadedSystem[];
  readonly scenarios: readonly LoadedScenario[];
  /** How often each is run; 1 where it is not given. */
  readonly repeatEach?: number | undefined;
  /** Of what faults leave to chance; drawn where it is not given. */
  readonly seed?: number | undefined;
  /** Whether the report is to name it where nothing is left to chance; so it is where it is given. */
  readonly seedIsGiven?: boolean;
  /** Observations are numbered on from here; from 0 where it is not given. */
  readonly seqBefore?: number;
  readonly limits: RunLimits;
  readonly variables: Variables;
  /** How often a scenario that does not pass is run again; 0 where it is not given. */
  readonly retries?: number | undefined;
  /** Stop when so many scenarios have not passed. */
  readonly maxFailures?: number | undefined;
  readonly emit: (event: RunEvent) => void;
  /** Hears all that is observed. */
  readonly tap?: Tap | undefined;
  readonly signal: AbortSignal;
}

/** Watches the lab and runs the scenarios, one after another. Rejects with StackError when the lab is lost. */
export async function runAll(options: RunAllOptions): Promise<RunReport> {
  const { lab, emit, signal } = options;
  const startedAt = performance.now();
  const { seedIsGiven = options.seed !== undefined } = options;
  const seed = options.seed ?? randomInt(2 ** 31);
  emit({
    type: 'run-started',
    lab: lab.name,
    stack: lab.stack,
    label: lab.label,
    scenarios: repeated(options).map(({ loaded }) => loaded.id),
  });
  let watched = await watchLab(options, options.seqBefore);
  const client = httpClient();
  const reports: ScenarioReport[] = [];
  const notes = new Set<string>();
  const runOnce = async (loaded: LoadedScenario, turn: Turn): Promise<ScenarioReport> => {
    signal.throwIfAborted();
    const world = watched.world(loaded.scenario.system);
    if (world === undefined) throw new TypeError(`The lab has no system ${loaded.scenario.system}`);
    const ports = portsOf(lab, {
      world,
      http: client.http,
      // A repetition has chances of its own, and the same ones whenever the run is repeated. So has its retry: what
      // changes from one attempt to the next is the system's doing, not the dice's.
      seed: seed + (turn.repetition ?? 1) - 1,
      emit,
      signal,
    });
    const report = await runScenario(loaded, ports, options.limits, options.variables, turn);
    // Nothing could be had from the system: a lab that is gone is an error, not a verdict.
    if (report.verdict === 'inconclusive') await lab.status();
    for (const note of pollingOf(world.model)) notes.add(note);
    // What one story made a probe miss (its server was killed) is not the next one's doubt.
    if (hasGap(world.model) !== undefined) watched = await watched.again();
    return report;
  };
  try {
    for (const { loaded, which } of repeated(options)) {
      reports.push(await withRetries(options.retries ?? 0, (turn) => runOnce(loaded, { ...which, ...turn })));
      const failures = reports.filter(({ verdict }) => verdict !== 'pass').length;
      if (failures >= (options.maxFailures ?? Infinity)) break;
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
    ...((seedIsGiven || leavesToChance(options)) && { seed }),
    scenarios: reports,
    ...(notes.size > 0 && { notes: [...notes] }),
  };
}

function leavesToChance({ scenarios }: RunAllOptions): boolean {
  return scenarios.some(({ scenario }) => scenario.faults.some(({ when }) => when.startsWith('prob')));
}

interface Repetition {
  readonly loaded: LoadedScenario;
  readonly which: Pick<Turn, 'repetition'>;
}

function repeated({ scenarios, repeatEach }: RunAllOptions): Repetition[] {
  if (repeatEach === undefined) return scenarios.map((loaded) => ({ loaded, which: {} }));
  const times = Array.from({ length: repeatEach }, (_, index) => index + 1);
  return scenarios.flatMap((loaded) => times.map((repetition) => ({ loaded, which: { repetition } })));
}
