import { toError } from '../../lib/errors.ts';
import { recordedEvent } from '../../runs/recorded-event.ts';
import type { Recorder } from '../../runs/write/recorder.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { httpClient, type HttpClient } from '../../scenario/http.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import { type Tap, watchLab, type Watched } from '../../scenario/watch.ts';
import type { Lab } from '../../stack/lab.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { Plan } from '../ledger/progress.ts';
import type { Effect, ExportFormat, Outcome } from '../state/effect.ts';
import type { ScenarioInfo, SessionInfo } from '../state/look.ts';
import { armedByHand } from './armed-by-hand.ts';
import { runsIn } from './runs-in.ts';
import type { Session } from './session.ts';
import { createSpool } from './spool.ts';
import { Timeline } from './timeline.ts';

export interface LabSessionOptions {
  readonly systems: readonly LoadedSystem[];
  readonly lab: string;
  /** Brings the lab up, or finds it; `tell` hears what is under way. */
  readonly start: (tell: (text: string) => void) => Promise<StartedLab>;
  readonly findScenario: (name: string) => Promise<LoadedScenario>;
  /** What the user may choose to run. */
  readonly scenarios: Promise<readonly OfferedScenario[]>;
  /** Writes all that was seen into a file. */
  readonly exportRun?: (format: ExportFormat) => Promise<Outcome>;
  /** Hears everything besides the screen. */
  readonly recorder?: (lab: Lab) => Recorder;
  readonly signal: AbortSignal;
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

interface Opened extends StartedLab {
  readonly watched: Watched;
  readonly client: HttpClient;
}

/** A lab that is brought up and watched while its screen is there already. */
export function openLab(options: LabSessionOptions): Session {
  const { systems, signal } = options;
  let recorder: Recorder | undefined;
  const listeners: (() => void)[] = [];
  const changed = () => listeners.forEach((listener) => listener());
  const plans = new Map<string, Plan>();
  const timeline = new Timeline({
    systems: systems.map(({ system }) => system),
    linesObservable: true,
    plans,
    spool: createSpool(),
    changed,
  });
  let info: SessionInfo = {
    source: 'live',
    systems: systems.map(({ system }) => system.name),
    label: '',
    lab: options.lab,
    state: 'starting',
    detail: '',
  };
  const inform = (change: Partial<SessionInfo>) => {
    info = { ...info, ...change };
    changed();
  };
  const emit = (event: RunEvent) => {
    recorder?.on(event);
    timeline.append({ kind: 'event', event: recordedEvent(event) });
    changed();
  };

  async function open(): Promise<Opened> {
    const started = await options.start((detail) => inform({ detail }));
    try {
      const { lab } = started;
      inform({ label: lab.label, detail: 'probes' });
      recorder = options.recorder?.(lab);
      const watched = await watchLab({ lab, systems, signal, tap: { observed, watchedAnew } });
      inform({ state: 'up', detail: '', ...(await drivenIn(lab)) });
      return { ...started, watched, client: httpClient() };
    } catch (thrown) {
      await started.release();
      throw thrown;
    }
  }
  const observed: Tap['observed'] = (observation) => {
    recorder?.observed(observation);
    timeline.append({ kind: 'observation', observation });
    changed();
  };
  const watchedAnew = () => {
    recorder?.watchedAnew();
    timeline.append({ kind: 'restart' });
  };
  const opening = open();
  opening.catch((thrown: unknown) => inform({ state: 'failed', detail: toError(thrown).message }));
  options.scenarios.then(
    (scenarios) => {
      for (const { id, plan } of scenarios) plans.set(id, plan);
      inform({ scenarios });
    },
    (thrown: unknown) => inform({ detail: toError(thrown).message }),
  );

  const runs = runsIn({ opening, emit, signal, findScenario: options.findScenario });
  const faults = armedByHand(opening);

  async function perform(effect: Effect): Promise<Outcome | undefined> {
    switch (effect.kind) {
      case 'seek':
        await timeline.seek(effect.at);
        return undefined;
      case 'run':
        return runs.run(effect.scenario, effect.variables);
      case 'request':
        return runs.request(effect);
      case 'stop-run':
        return runs.stop();
      case 'control': {
        const { lab } = await opening;
        await lab.control(effect.verb, effect.process);
        return { ok: true, text: `${effect.verb} ${effect.process}: done` };
      }
      case 'arm':
        return faults.arm(effect);
      case 'disarm':
        return faults.disarm();
      case 'export':
        return options.exportRun?.(effect.format);
      case 'play':
        return { ok: false, text: 'Only a recording plays; here everything is live.' };
      case 'quit':
      case 'copy':
      case 'mouse':
        return undefined;
    }
  }

  return {
    look: () => ({
      ledger: timeline.ledger,
      total: timeline.total,
      spooled: timeline.spooled,
      nowMs: performance.timeOrigin + performance.now(),
      session: info,
      momentsOf: (picked) => timeline.momentsOf(picked),
    }),
    perform: (effect) =>
      perform(effect).catch((thrown: unknown) => ({ ok: false, text: toError(thrown).message })),
    onChange: (listener) => void listeners.push(listener),
    async close() {
      await runs.stop();
      const opened = await opening.catch(() => undefined);
      await faults.disarm().catch(() => undefined);
      await Promise.all([opened?.watched.stop(), opened?.client.close()]);
      await opened?.release();
      await timeline.close();
    },
  };
}

/** Where its servers are, and which of its processes can be driven. */
async function drivenIn(lab: Lab): Promise<Pick<SessionInfo, 'endpoints' | 'processes'>> {
  const { services, databases, broker } = lab;
  const { relays, databases: servers, brokers } = await lab.status();
  const own = [...servers, ...brokers].filter(({ pid }) => pid !== null).map(({ kind }) => processOf[kind]);
  const names = [...Object.keys(services), ...relays.map(({ name }) => name), ...own];
  return { endpoints: { services, databases, broker }, processes: [...new Set(names)] };
}

/** What a lab calls the processes of its servers. */
const processOf = { postgres: 'postgres', mongodb: 'mongo', kafka: 'kafka', rabbitmq: 'rabbitmq' } as const;
