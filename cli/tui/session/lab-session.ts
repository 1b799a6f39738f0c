import { toError } from '../../lib/errors.ts';
import { recordedEvent } from '../../runs/recorded-event.ts';
import type { Recorder } from '../../runs/write/recorder.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { httpClient } from '../../scenario/http.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { ScenarioReport } from '../../scenario/report.ts';
import type { Scalar } from '../../scenario/scalar.ts';
import { type Tap, watchLab } from '../../scenario/watch.ts';
import { linesObservable, type Lab } from '../../stack/lab.ts';
import { observedIn } from '../../stack/observed-in.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { Plan } from '../ledger/progress.ts';
import type { ExportEffect, Outcome } from '../state/effect.ts';
import type { ScenarioInfo } from '../state/look.ts';
import { armedByHand } from './armed-by-hand.ts';
import { drivenIn } from './driven-in.ts';
import { heardLab } from './health.ts';
import { LabInfo } from './lab-info.ts';
import { Listeners } from './listeners.ts';
import { performIn } from './perform-in.ts';
import { runsIn, type WatchedLab } from './runs-in.ts';
import type { Session } from './session.ts';
import { createSpool, type Spool } from './spool.ts';
import { Timeline } from './timeline.ts';

export interface LabSessionOptions {
  readonly systems: readonly LoadedSystem[];
  readonly lab: string;
  /** Brings the lab up, or finds it, unless the signal aborts; `tell` hears what is under way. */
  readonly start: (tell: (text: string) => void, signal: AbortSignal) => Promise<StartedLab>;
  readonly findScenario: (name: string) => Promise<LoadedScenario>;
  /** What the user may choose to run. */
  readonly scenarios: Promise<readonly OfferedScenario[]>;
  /** Writes all that was seen into a file. */
  readonly exportRun?: (asked: ExportEffect) => Promise<Outcome>;
  /** Hears everything besides the screen. */
  readonly recorder?: (lab: Lab) => Recorder;
  readonly signal: AbortSignal;
  /** Where memory puts what it lets go of; a folder of its own where it is not given. */
  readonly spool?: Spool;
}

/** What may be run, and what it will do. */
export interface OfferedScenario extends ScenarioInfo {
  readonly plan: Plan;
}

export interface StartedLab {
  readonly lab: Lab;
  /** Stops it, if it is to be stopped with the screen. */
  release(): Promise<void>;
}

export interface LabSession extends Session {
  /** Why there is no lab to watch; undefined while it comes up, is up, or was given up. */
  readonly failure: Error | undefined;
  /** Runs a scenario, and has the screen tell what came of it. Rejects with what kept it from running. */
  run(scenario: string, variables: Readonly<Record<string, Scalar>>): Promise<ScenarioReport | undefined>;
}

interface Opened extends StartedLab, WatchedLab {
  readonly lab: Lab;
}

/** A lab that is brought up and watched while its screen is there already. */
export function openLab(options: LabSessionOptions): LabSession {
  const { systems } = options;
  const closing = new AbortController();
  const signal = AbortSignal.any([options.signal, closing.signal]);
  let failure: Error | undefined;
  let recorder: Recorder | undefined;
  const news = new Listeners<[Outcome]>();
  const changes = new Listeners();
  const changed = changes.tell;
  const plans = new Map<string, Plan>();
  const timeline = new Timeline({
    systems: systems.map(({ system }) => system),
    // Until the lab is known there is nothing to be judged by it.
    linesObservable: true,
    plans,
    spool: options.spool ?? createSpool(),
    changed() {
      info.spoolFails(timeline.failure);
      changed();
    },
  });
  const info = new LabInfo({
    starting: {
      source: 'live',
      systems: systems.map(({ system }) => system.name),
      label: '',
      lab: options.lab,
      state: 'starting',
      detail: '',
    },
    changed,
    news: news.tell,
  });
  const emit = (event: RunEvent) => {
    recorder?.on(event);
    timeline.append({ kind: 'event', event: recordedEvent(event) });
    changed();
  };

  async function open(): Promise<Opened> {
    const started = await options.start((detail) => info.inform({ detail }), signal);
    try {
      const lab = heardLab(started.lab, info.feel);
      info.inform({ label: lab.label, detail: 'probes' });
      recorder = options.recorder?.(lab);
      timeline.watch({
        systems: systems.map(({ system }) => observedIn(system, lab)),
        linesObservable: linesObservable(lab),
      });
      const watched = await watchLab({ lab, systems, signal, tap: { observed, watchedAnew } });
      info.inform({ detail: '', ...(await drivenIn(lab)) });
      return { ...started, lab, watched, client: httpClient() };
    } catch (thrown) {
      await started.release();
      throw thrown;
    }
  }
  const observed: Tap['observed'] = (observation) => {
    recorder?.observed(observation);
    timeline.append({ kind: 'observation', observation });
    runs.observed();
    changed();
  };
  const watchedAnew = () => {
    recorder?.watchedAnew();
    timeline.append({ kind: 'restart' });
  };
  const opening = open();
  opening.catch((thrown: unknown) => {
    if (signal.aborted) return;
    failure = toError(thrown);
    info.inform({ state: 'failed', detail: failure.message });
  });
  options.scenarios.then(
    (scenarios) => {
      for (const { id, plan } of scenarios) plans.set(id, plan);
      info.inform({ scenarios });
    },
    (thrown: unknown) => info.inform({ detail: toError(thrown).message }),
  );

  const runs = runsIn({ opening, emit, signal, findScenario: options.findScenario });
  const faults = armedByHand(opening);

  const perform = performIn({ opening, timeline, runs, faults, exportRun: options.exportRun });

  return {
    look: () => ({
      ledger: timeline.ledger,
      total: timeline.total,
      spooled: timeline.spooled,
      nowMs: timeline.nowMs,
      session: info.now,
      momentsOf: (picked) => timeline.momentsOf(picked),
      momentOfRecord: (place) => timeline.momentOfRecord(place),
    }),
    perform: (effect) =>
      perform(effect).catch((thrown: unknown) => ({ ok: false, text: toError(thrown).message })),
    async run(scenario, variables) {
      try {
        const { outcome, report } = await runs.run(scenario, variables);
        news.tell(outcome);
        return report;
      } catch (thrown) {
        news.tell({ ok: false, text: toError(thrown).message });
        throw thrown;
      }
    },
    onChange: changes.add,
    onNews: news.add,
    get failure() {
      return failure;
    },
    async close() {
      closing.abort(new Error('the screen was left'));
      await runs.stop();
      const opened = await opening.catch(() => undefined);
      try {
        await faults.disarm().catch(() => undefined);
        await Promise.all([opened?.watched.stop(), opened?.client.close()]);
      } finally {
        // A lab whose processes are gone must not stay, nor what memory let go of.
        await Promise.all([opened?.release(), timeline.close()]);
      }
    },
  };
}
