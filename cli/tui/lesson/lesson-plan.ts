import type { RecordedScenario, Recording } from '../../runs/recording.ts';
import { paneNumber } from '../panes/panes.ts';
import type { Lesson } from '../state/look.ts';
import { firstSeen, type SeenHop } from './first-seen.ts';
import { tellHop } from './told-hop.ts';

/** A place at which a lesson stands still. */
export interface LessonStop {
  /** Moments of the recording that are shown there. */
  readonly at: number;
  readonly lesson: Lesson;
}

/** From what the story is about, over every hop of its chain, to what came of it. */
export function lessonPlan(recording: Recording, scenarios: readonly RecordedScenario[]): LessonStop[] {
  const stops = scenarios.flatMap((scenario) => stopsOf(recording, scenario));
  return stops.map(({ at, ...said }, index) => ({
    at,
    lesson: { ...said, step: index + 1, steps: stops.length },
  }));
}

type Stop = Omit<Lesson, 'step' | 'steps'> & { readonly at: number };

function stopsOf(recording: Recording, scenario: RecordedScenario): Stop[] {
  const { entries, header } = recording;
  const { system: name } = scenario.report;
  const system = header.systems.find((each) => each.name === name);
  if (system === undefined) return [];
  const { linesObservable } = header;
  const { correlations } = scenario.chainSource;
  const hops = firstSeen(entries, scenario.chain, { system, linesObservable, correlations });
  const told = hops.map((seen, index) => stopAt(seen, name, isAgain(seen, hops.slice(0, index))));
  return [opening(recording, scenario), ...told, ending(recording, scenario)];
}

/** Whether its message had been put on the topic before, at another offset. */
function isAgain({ hop: { ref } }: SeenHop, before: readonly SeenHop[]): boolean {
  return before.some(
    ({ hop }) => hop.kind === 'record' && hop.ref.message === ref.message && hop.ref.offset !== ref.offset,
  );
}

function stopAt({ hop, at }: SeenHop, system: string, again: boolean): Stop {
  const { sentence, missing, pane } = tellHop(hop, again);
  const picked = { system, correlation: hop.correlation, hop: hop.id };
  return { at, sentence, missing, place: `pane ${paneNumber(pane)}, ${pane}`, picked };
}

function opening({ entries }: Recording, { report, title }: RecordedScenario): Stop {
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'event' || entry.event.type !== 'scenario-started') continue;
    const { name, about } = entry.event;
    if (name !== report.name) continue;
    const missing = 'With each hop the lesson says what would be missing if that one broke.';
    return { at: index + 1, sentence: `${title}: ${about}`, missing, place: '', picked: null };
  }
  return { at: 0, sentence: `${title}.`, missing: '', place: '', picked: null };
}

function ending({ entries }: Recording, { report, chain }: RecordedScenario): Stop {
  const held = report.invariants.filter(({ verdict }) => verdict === 'pass').length;
  return {
    at: entries.length,
    sentence: `${report.verdict}: ${chain.length} hops, joined by ids, log positions and offsets, never by the clock.`,
    missing: `Of ${report.invariants.length} invariants ${held} hold: they, and not a sleep, are what the verdict rests on.`,
    place: `pane ${paneNumber('invariants')}, invariants`,
    picked: null,
  };
}
