import type { ClockDifference } from './differences.ts';
import { labClock } from './readings.ts';

/** Less is shown as 0.0 ms, and may be how one time was read twice. */
const leastMs = 0.1;

/**
 * The differences that are worth a word: of clocks that can not agree. Against the lab's where it is known that way; each
 * other two only where that does not say it already, the one that is ahead first.
 */
export function noticed(differences: readonly ClockDifference[]): ClockDifference[] {
  const apart = differences.filter(({ fromMs, toMs }) => fromMs >= leastMs || toMs <= -leastMs);
  const toLab = apart.filter(({ other }) => other === labClock);
  const told = new Set(toLab.map(({ clock }) => clock));
  const others = apart.filter(
    ({ clock, other, fromMs }) =>
      fromMs >= leastMs && ![clock, other].some((each) => each === labClock || told.has(each)),
  );
  return [...toLab, ...others];
}
