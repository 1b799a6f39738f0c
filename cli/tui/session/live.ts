import { randomInt } from 'node:crypto';
import { newMessageId } from '../../../services/tram/index.ts';
import { toError } from '../../lib/errors.ts';
import type { RunEvent } from '../../scenario/events.ts';
import { httpClient, type HttpClient } from '../../scenario/http.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import { defaultLimits, type RunPorts } from '../../scenario/ports.ts';
import { runScenario } from '../../scenario/run-scenario.ts';
import { armingThrough } from '../../scenario/stack/arming.ts';
import { stackOf } from '../../scenario/stack/lab-stack.ts';
import { watchLab, type Watched } from '../../scenario/watch.ts';
import type { RecordedEvent } from '../../runs/format.ts';
import type { Lab } from '../../stack/lab.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { Effect, Outcome } from '../state/effect.ts';
import type { Look, SessionInfo } from '../state/look.ts';
import type { Session } from './session.ts';
import { createTimeline } from './timeline.ts';

export interface LiveOptions {
  readonly systems: readonly LoadedSystem[];
  readonly lab: string;
  /** Brings the lab up, or finds it; `tell` hears what is under way. */
  readonly start: (tell: (text: string) => void) => Promise<StartedLab>;
  readonly findScenario: (name: string) => Promise<LoadedScenario>;
  readonly signal: AbortSignal;
}

export interface StartedLab {
  readonly lab: Lab;
  /** Stops it, if it is to be stopped with the screen. */
  release(): Promise<void>;
}

/** A lab that is brought up and watched while the screen is there already. */
export function openLive(options: LiveOptions): Session {
  const { systems, signal } = options;
  const timeline = createTimeline(
    systems.map(({ system }) => system),
    true,
  );
  let info: SessionInfo = {
    source: 'live',
    systems: systems.map(({ system }) => system.name),
    label: '',
    lab: options.lab,
    state: 'starting',
    detail: '',
  };
  const listeners: (() => void)[] = [];
  const changed = () => listeners.forEach((listener) => listener());
  const inform = (change: Partial<SessionInfo>) => {
    info = { ...info, ...change };
    changed();
  };
  const emit = (event: RunEvent) => {
    timeline.append({ kind: 'event', event: recorded(event) });
    changed();
  };
  let watched: Watched | undefined;
  let client: HttpClient | undefined;

  async function open(): Promise<StartedLab> {
    const started = await options.start((detail) => inform({ detail }));
    const { lab } = started;
    inform({ label: lab.label, detail: 'probes' });
    watched = await watchLab({
      lab,
      systems,
      signal,
      tap: {
        observed(observation) {
          timeline.append({ kind: 'observation', observation });
          changed();
        },
        watchedAnew: () => timeline.append({ kind: 'restart' }),
      },
    });
    client = httpClient();
    inform({ state: 'up', detail: '' });
    return started;
  }
  const opening = open();
  opening.catch((thrown: unknown) => inform({ state: 'failed', detail: toError(thrown).message }));

  async function run(name: string, given: Readonly<Record<string, unknown>>): Promise<Outcome> {
    const { lab } = await opening;
    const loaded = await options.findScenario(name);
    const ports = portsOf(lab, loaded);
    const report = await runScenario(loaded, ports, defaultLimits, new Map(Object.entries(given)));
    return { ok: report.verdict === 'pass', text: `${loaded.id}: ${report.verdict}` };
  }

  function portsOf(lab: Lab, { scenario }: LoadedScenario): RunPorts {
    const world = watched?.world(scenario.system);
    if (world === undefined || client === undefined) throw new TypeError(`The lab has no ${scenario.system}`);
    return {
      world,
      http: client.http,
      stack: stackOf(lab),
      faults: armingThrough(lab.faults),
      seed: randomInt(2 ** 31),
      services: lab.services,
      newId: newMessageId,
      emit,
      signal,
    };
  }

  async function perform(effect: Effect): Promise<Outcome | undefined> {
    switch (effect.kind) {
      case 'seek':
        timeline.seek(effect.at);
        changed();
        return undefined;
      case 'run':
        return run(effect.scenario, effect.variables);
      case 'quit':
      case 'copy':
      case 'stop-run':
      case 'request':
      case 'control':
      case 'arm':
      case 'play':
      case 'disarm':
      case 'export':
      case 'mouse':
        return undefined;
    }
  }

  return {
    look: (): Look => ({
      ledger: timeline.ledger,
      total: timeline.total,
      spooled: 0,
      nowMs: performance.timeOrigin + performance.now(),
      session: info,
    }),
    perform: (effect) =>
      perform(effect).catch((thrown: unknown) => ({ ok: false, text: toError(thrown).message })),
    onChange: (listener) => void listeners.push(listener),
    async close() {
      const started = await opening.catch(() => undefined);
      await Promise.all([watched?.stop(), client?.close()]);
      await started?.release();
    },
  };
}

function recorded(event: RunEvent): RecordedEvent {
  if (event.type === 'scenario-finished') {
    const { chain: _, ...report } = event.report;
    return { ...event, report };
  }
  if (event.type !== 'run-finished') return event;
  const { scenarios: _, ...report } = event.report;
  return { ...event, report };
}
