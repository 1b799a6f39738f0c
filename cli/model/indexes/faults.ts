import type { LineFact } from '../observation.ts';
import type { Firing } from './message-story.ts';
import type { Moment } from './moment.ts';
import { listed } from './multimap.ts';

/** Every fault that fired, by its arming: what a run declared is looked for there. */
export type Faults = Map<string, readonly Firing[]>;

export function foldFault(faults: Faults, { process, line }: LineFact, at: Moment): void {
  if (line.event !== 'fault') return;
  const known = listed(faults, line.arming);
  faults.set(line.arming, withFiring(known, { process, order: known.length, at, line }));
}

/** The list with it, unless it is there: a file that is read again repeats its lines. */
export function withFiring(known: readonly Firing[], firing: Firing): readonly Firing[] {
  return known.some((each) => idOfFiring(each) === idOfFiring(firing)) ? known : [...known, firing];
}

/** Each process counts the calls of each of its faults. */
export function idOfFiring({ process, line: { arming, index, call } }: Firing): string {
  return `${arming}/${process}/${index}/${call}`;
}
