import type { Lab } from '../../stack/lab.ts';
import type { Effect, ExportEffect, Outcome } from '../state/effect.ts';
import type { ArmedByHand } from './armed-by-hand.ts';
import type { Runs } from './runs-in.ts';
import type { Timeline } from './timeline.ts';

export interface Driven {
  readonly opening: Promise<{ readonly lab: Lab }>;
  readonly timeline: Timeline;
  readonly runs: Runs;
  readonly faults: ArmedByHand;
  /** Absent where nothing is recorded. */
  readonly exportRun: ((asked: ExportEffect) => Promise<Outcome>) | undefined;
}

/** What each effect does in a lab that is watched. Rejects with what it came to grief of. */
export function performIn({ opening, timeline, runs, faults, exportRun }: Driven) {
  return async (effect: Effect): Promise<Outcome | undefined> => {
    switch (effect.kind) {
      case 'seek':
        await timeline.seek(effect.at);
        return undefined;
      case 'run':
        return (await runs.run(effect.scenario, effect.variables)).outcome;
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
        return exportRun?.(effect) ?? { ok: false, text: 'Nothing is recorded to be exported.' };
      case 'play':
        return { ok: false, text: 'Only a recording plays; here everything is live.' };
      case 'quit':
      case 'copy':
      case 'mouse':
        return undefined;
    }
  };
}
