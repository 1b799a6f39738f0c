import { randomInt } from 'node:crypto';
import { hasGap } from '../../model/gaps.ts';
import { checkScenario } from '../../scenario/check.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { HttpClient } from '../../scenario/http.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import { defaultLimits, type World } from '../../scenario/ports.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import type { Scalar } from '../../scenario/scalar.ts';
import { portsOf } from '../../scenario/stack/ports-of.ts';
import type { Watched } from '../../scenario/watch.ts';
import type { Lab } from '../../stack/lab.ts';
import type { Effect, Outcome } from '../state/effect.ts';
import { scenarioOfRequest } from './scenario-of-request.ts';

export interface WatchedLab {
  readonly lab: Lab;
  /** Another where it had to be watched anew. */
  watched: Watched;
  readonly client: HttpClient;
}

export interface RunsOptions {
  readonly opening: Promise<WatchedLab>;
  readonly findScenario: (name: string) => Promise<LoadedScenario>;
  readonly emit: (event: RunEvent) => void;
  readonly signal: AbortSignal;
  /** So many observations of a time in which nothing ran are held at the most: no run is judged by them. */
  readonly idleWindow?: number;
}

/** What came of a run. */
export interface Ran {
  readonly outcome: Outcome;
  /** Undefined where it did not come to its end. */
  readonly report?: ScenarioReport;
}

/** Runs of scenarios in a lab that is watched, one at a time. */
export interface Runs {
  run(name: string, variables: Readonly<Record<string, Scalar>>): Promise<Ran>;
  /** A single request, run like a scenario of one step. */
  request(effect: Extract<Effect, { kind: 'request' }>): Promise<Outcome>;
  /** To be called as something is observed: between runs worlds that have become large are let go of. */
  observed(): void;
  /** Gives up the run under way; resolves when its faults are disarmed and its stack is put right. */
  stop(): Promise<Outcome | undefined>;
}

export function runsIn({ opening, findScenario, emit, signal, idleWindow = 100_000 }: RunsOptions): Runs {
  let current:
    { readonly id: string; readonly stop: AbortController; readonly over: Promise<unknown> } | undefined;

  let watching: WatchedLab | undefined;
  opening.then(
    (opened) => (watching = opened),
    () => undefined,
  );

  async function start(loaded: LoadedScenario, given: ReadonlyMap<string, unknown>): Promise<Ran> {
    if (current) return refused(`${current.id} is still running; stop it first, or wait`);
    signal.throwIfAborted();
    const stop = new AbortController();
    const stopped = AbortSignal.any([signal, stop.signal]);
    const over = tell(loaded, given, stopped);
    current = { id: loaded.id, stop, over };
    try {
      const report = await over;
      const { verdict, durationMs } = report;
      const text = `${verdict} ${loaded.id} in ${Math.round(durationMs)} ms`;
      return { outcome: { ok: verdict === 'pass', text }, report };
    } catch (thrown) {
      if (stopped.aborted) return refused(`${loaded.id} was stopped`);
      throw thrown;
    } finally {
      current = undefined;
    }
  }

  async function tell(loaded: LoadedScenario, given: ReadonlyMap<string, unknown>, stopped: AbortSignal) {
    const world = await worldFor(loaded.scenario.system);
    const { lab, client } = await opening;
    if (world === undefined) throw new TypeError(`The lab does not run ${loaded.scenario.system}.`);
    checkScenario(loaded, world.system, [...given.keys()]);
    const own = { world, http: client.http, seed: randomInt(2 ** 31), emit, signal: stopped };
    const ports = portsOf(lab, own);
    const report = await runScenario(loaded, ports, defaultLimits, given);
    // Nothing could be had from the system: a lab that is gone is an error, not a verdict.
    if (report.verdict === 'inconclusive') await lab.status();
    return report;
  }

  /**
   * What a probe missed (its server was killed, by a scenario or by hand) is no doubt about what comes after. A world
   * that was let go of begins anew with the rows as they are then.
   */
  async function worldFor(system: string): Promise<World | undefined> {
    const opened = await opening;
    const world = opened.watched.world(system);
    const isOfLab = opened.watched.systems.some(({ name }) => name === system);
    if (!isOfLab || (world && hasGap(world.model) === undefined)) return world;
    opened.watched = await opened.watched.again();
    return opened.watched.world(system);
  }

  return {
    run: async (name, variables) => start(await findScenario(name), new Map(Object.entries(variables))),
    async request(effect) {
      const { watched } = await opening;
      const { outcome } = await start(scenarioOfRequest(effect, watched.systems), new Map());
      return outcome;
    },
    observed() {
      if (!current && watching && watching.watched.held > idleWindow) watching.watched.letGo();
    },
    async stop() {
      if (!current) return undefined;
      const { id, stop, over } = current;
      stop.abort(new Error(`${id} was stopped`));
      await over.catch(() => undefined);
      return { ok: true, text: `${id} was stopped` };
    },
  };
}

function refused(text: string): Ran {
  return { outcome: { ok: false, text } };
}
