import type { RetoldRun } from '../runs/recording.ts';
import type { Story } from '../sequence/sequence.ts';

/** The chains of a run as stories, each under its name and verdict where there are several. */
export function storiesOf({ scenarios }: RetoldRun): Story[] {
  const several = scenarios.length > 1;
  return scenarios.map(({ title, chain, report: { verdict } }) => ({
    chain,
    ...(several && { heading: `${title}: ${verdict}` }),
  }));
}
