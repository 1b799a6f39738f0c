import type { ChainSource, ScenarioReport } from '../scenario/report.ts';
import type { Recording } from './recording.ts';

/** A scenario that a recording tells to its end. */
export interface FinishedScenario {
  readonly report: Omit<ScenarioReport, 'chain'>;
  readonly chainSource: ChainSource;
  /** Place among the entries before which all lies that had been folded when the chain was read. */
  readonly readAt: number;
  /** Place of the event that ended it: what was observed before it had a part in its verdict. */
  readonly finishedAt: number;
}

/** In the order of the run. */
export function finishedScenarios({ entries }: Recording): FinishedScenario[] {
  const finished: FinishedScenario[] = [];
  // Places only go forward, so that each entry is looked at once.
  let readAt = 0;
  for (const [finishedAt, entry] of entries.entries()) {
    if (entry.kind !== 'event' || entry.event.type !== 'scenario-finished') continue;
    const { report, chainSource } = entry.event;
    while (readAt < finishedAt && isBefore(entries[readAt]!, chainSource.seq)) readAt++;
    finished.push({ report, chainSource, readAt, finishedAt });
  }
  return finished;
}

function isBefore(entry: Recording['entries'][number], seq: number): boolean {
  return entry.kind !== 'observation' || entry.observation.seq <= seq;
}
