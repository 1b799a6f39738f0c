import type { Hop } from '../../model/hop.ts';
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

/** From what a story is about, over every hop of its chain, to what came of it; stories one after another. */
export function lessonPlan(recording: Recording, scenarios: readonly RecordedScenario[]): LessonStop[] {
  const frames = framesOf(recording);
  const stops = scenarios.flatMap((scenario, index) => stopsOf(recording, scenario, frames[index]));
  return stops.map(({ at, ...said }, index) => ({
    at,
    lesson: { ...said, step: index + 1, steps: stops.length },
  }));
}

type Stop = Omit<Lesson, 'step' | 'steps'> & { readonly at: number };

/** Where a scenario begins and ends, in moments that have passed. */
interface Frame {
  readonly about: string;
  readonly from: number;
  readonly to: number;
}

function framesOf({ entries }: Recording): Frame[] {
  const frames: Frame[] = [];
  let begun = { about: '', from: 0 };
  for (const [index, entry] of entries.entries()) {
    if (entry.kind !== 'event') continue;
    if (entry.event.type === 'scenario-started') begun = { about: entry.event.about, from: index + 1 };
    if (entry.event.type === 'scenario-finished') frames.push({ ...begun, to: index + 1 });
  }
  return frames;
}

function stopsOf(
  { entries, header }: Recording,
  scenario: RecordedScenario,
  { about, from, to }: Frame = { about: '', from: 0, to: entries.length },
): Stop[] {
  const { chain, chainSource, report, title } = scenario;
  const system = header.systems.find(({ name }) => name === report.system);
  if (system === undefined) return [];
  const { linesObservable } = header;
  const { correlations } = chainSource;
  const opening: Stop = {
    at: from,
    sentence: `${title}: ${about}`,
    missing: 'With each hop the lesson says what would be missing if that one broke.',
    place: '',
    picked: null,
  };
  const hops = firstSeen(entries.slice(0, to), chain, { system, linesObservable, correlations });
  return [opening, ...hops.map((seen) => stopAt(seen, system.name, chain)), ending(scenario, to)];
}

function stopAt({ hop, at }: SeenHop, system: string, chain: readonly Hop[]): Stop {
  const { sentence, missing, pane } = tellHop(hop, isAgain(hop, chain));
  const picked = { system, correlation: hop.correlation, hop: hop.id };
  return { at, sentence, missing, place: `pane ${paneNumber(pane)}, ${pane}`, picked };
}

/** Whether its message lies on the topic before: by the offset, whichever a probe saw first. */
function isAgain({ ref: { message, offset } }: Hop, chain: readonly Hop[]): boolean {
  return chain.some(
    ({ kind, ref }) =>
      kind === 'record' && ref.message === message && BigInt(ref.offset ?? 0) < BigInt(offset ?? 0),
  );
}

function ending({ report, chain }: RecordedScenario, at: number): Stop {
  const held = report.invariants.filter(({ verdict }) => verdict === 'pass').length;
  return {
    at,
    sentence: `${report.verdict}: ${chain.length} hops, joined by ids, log positions and offsets, never by the clock.`,
    missing: `Of ${report.invariants.length} invariants ${held} hold: they, and not a sleep, are what the verdict rests on.`,
    place: `pane ${paneNumber('invariants')}, invariants`,
    picked: null,
  };
}
