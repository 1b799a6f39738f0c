import type { RunEvent } from '../scenario/events.ts';
import type { Recording, RetoldRun } from './recording.ts';

/** The events of a recorded run as its reporters heard them, with the chains that were read again. */
export function runEventsOf({ entries }: Recording, { report, scenarios }: RetoldRun): RunEvent[] {
  const retold = scenarios.values();
  const events: RunEvent[] = [];
  for (const entry of entries) {
    if (entry.kind !== 'event') continue;
    const { event } = entry;
    if (event.type === 'run-finished') continue;
    if (event.type !== 'scenario-finished') events.push(event);
    else {
      const scenario = retold.next().value;
      if (scenario) events.push({ ...event, report: scenario.report });
    }
  }
  return [...events, { type: 'run-finished', report }];
}
