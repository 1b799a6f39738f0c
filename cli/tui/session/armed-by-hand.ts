import { randomInt, randomUUID } from 'node:crypto';
import { fault as faultSchema, type Fault } from '../../scenario/faults/fault-schema.ts';
import { toSpec } from '../../scenario/faults/arm-faults.ts';
import { parsePoint } from '../../scenario/faults/grammar.ts';
import { armingThrough } from '../../scenario/stack/arming.ts';
import type { Lab } from '../../stack/lab.ts';
import type { Effect, Outcome } from '../state/effect.ts';

export interface ArmedByHand {
  /** Adds a fault to those of its process, which stay armed until the screen is left or a scenario arms its own. */
  arm(effect: Extract<Effect, { kind: 'arm' }>): Promise<Outcome>;
  /** Takes all of them back. */
  disarm(): Promise<Outcome>;
}

const takenWithinMs = 15_000;

/** Faults that the user injects outside of a scenario. */
export function armedByHand(opening: Promise<{ readonly lab: Lab }>): ArmedByHand {
  const byProcess = new Map<string, Fault[]>();
  return {
    async arm({ at, do: action, when }) {
      const parsed = faultSchema.safeParse({ at, do: action, when });
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'not valid' };
        return { ok: false, text: `${path.join('.')} ${message}` };
      }
      const process = parsePoint(at)?.process ?? '';
      const { lab } = await opening;
      const faults = [...(byProcess.get(process) ?? []), parsed.data];
      // Known before it is taken: a process that is down takes it when it comes back, unless it is taken back.
      byProcess.set(process, faults);
      const arming = { id: randomUUID(), seed: randomInt(2 ** 31), faults: faults.map(toSpec) };
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
