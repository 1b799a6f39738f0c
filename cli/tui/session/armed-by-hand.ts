import { randomInt, randomUUID } from 'node:crypto';
import { fault as faultSchema } from '../../scenario/faults/fault-schema.ts';
import { pointOf, toSpec } from '../../scenario/faults/arm-faults.ts';
import { parsePoint } from '../../scenario/faults/grammar.ts';
import { sagaOf } from '../../scenario/faults/resolve-point.ts';
import { armingThrough } from '../../scenario/stack/arming.ts';
import type { FaultSpec } from '../../../services/tram/index.ts';
import type { Watched } from '../../scenario/watch.ts';
import type { Lab } from '../../stack/lab.ts';
import type { System } from '../../systems/system.ts';
import type { Effect, Outcome } from '../state/effect.ts';

export interface ArmedByHand {
  /** Adds a fault to those of its process, which stay armed until the screen is left or a scenario arms its own. */
  arm(effect: Extract<Effect, { kind: 'arm' }>): Promise<Outcome>;
  /** Takes all of them back. */
  disarm(): Promise<Outcome>;
}

interface Opened {
  readonly lab: Lab;
  readonly watched: Pick<Watched, 'systems'>;
}

/** The one whose saga or service is named; a relay serves them all. */
function systemMeant(at: string, systems: readonly System[]): System {
  const point = parsePoint(at);
  const meant = systems.find(
    (system) => point && (sagaOf(point, system) ?? Object.hasOwn(system.services, point.process)),
  );
  const system = meant ?? systems[0];
  if (!system) throw new TypeError('a lab that is watched has a system');
  return system;
}

const takenWithinMs = 15_000;

/** Faults that the user injects outside of a scenario. */
export function armedByHand(opening: Promise<Opened>): ArmedByHand {
  const byProcess = new Map<string, FaultSpec[]>();
  return {
    async arm({ at, do: action, when }) {
      const parsed = faultSchema.safeParse({ at, do: action, when });
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'not valid' };
        return { ok: false, text: `${path.join('.')} ${message}` };
      }
      const { lab, watched } = await opening;
      const system = systemMeant(at, watched.systems);
      const { process } = pointOf(parsed.data, system);
      const faults = [...(byProcess.get(process) ?? []), toSpec(parsed.data, system)];
      // Known before it is taken: a process that is down takes it when it comes back, unless it is taken back.
      byProcess.set(process, faults);
      const arming = { id: randomUUID(), seed: randomInt(2 ** 31), faults };
      await armingThrough(lab.faults).arm(process, arming, AbortSignal.timeout(takenWithinMs));
      return { ok: true, text: `armed: ${action} at ${at}, ${when}` };
    },
    async disarm() {
      const processes = [...byProcess.keys()];
      if (processes.length === 0) return { ok: true, text: 'no fault is armed' };
      const { lab } = await opening;
      const control = armingThrough(lab.faults);
      await Promise.all(processes.map((process) => control.disarm(process)));
      byProcess.clear();
      return { ok: true, text: `disarmed ${processes.join(', ')}` };
    },
  };
}
