import type { RunEvent } from '../scenario/events.ts';
import type { RecordedEvent } from './format.ts';

/** The event as a recording keeps it: without the chains, which are read again from the observations. */
export function recordedEvent(event: RunEvent): RecordedEvent {
  if (event.type === 'scenario-finished') {
    const { chain: _, ...report } = event.report;
    return { ...event, report };
  }
  if (event.type !== 'run-finished') return event;
  const { scenarios: _, ...report } = event.report;
  return { ...event, report };
}
