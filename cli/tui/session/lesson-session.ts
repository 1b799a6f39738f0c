import type { Recording } from '../../runs/recording.ts';
import { retell } from '../../runs/retell.ts';
import { lessonPlan } from '../lesson/lesson-plan.ts';
import type { Effect, ExportEffect, Outcome } from '../state/effect.ts';
import { openRecording } from './replay-session.ts';
import type { Session } from './session.ts';

/**
 * A recording that is explained hop by hop: playing it goes to where the next hop came into sight, at whatever speed.
 * Wherever else the user goes, the lesson is about the last hop that can be seen there. @throws UsageError
 */
export function openLesson(
  recording: Recording,
  exportRun?: (asked: ExportEffect) => Promise<Outcome>,
): Session {
  const inner = openRecording(recording, exportRun);
  const plan = lessonPlan(recording, retell(recording).scenarios);
  let step = 0;

  async function goTo(next: number): Promise<Outcome | undefined> {
    const stop = plan[next];
    if (!stop) return { ok: true, text: 'This was the whole lesson. 0 goes back to its beginning, q quits.' };
    step = next;
    return inner.perform({ kind: 'seek', at: stop.at });
  }

  function stepAt(at: number): number {
    return Math.max(
      0,
      plan.findLastIndex((stop) => stop.at <= at),
    );
  }

  async function perform(effect: Effect): Promise<Outcome | undefined> {
    if (effect.kind === 'play') return effect.speed === null ? undefined : goTo(step + 1);
    if (effect.kind === 'seek') step = stepAt(effect.at ?? recording.entries.length);
    return inner.perform(effect);
  }

  void goTo(0);
  return {
    look() {
      const look = inner.look();
      const lesson = plan[step]?.lesson;
      return lesson ? { ...look, session: { ...look.session, lesson } } : look;
    },
    perform,
    onChange: (listener) => inner.onChange(listener),
    onNews: (listener) => inner.onNews(listener),
    close: () => inner.close(),
  };
}
