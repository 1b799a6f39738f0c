import type { RunEvent } from '../../scenario/events.ts';
import type { Tap } from '../../scenario/watch.ts';
import type { RecordedEvent, RunHeader } from '../format.ts';
import type { LineFile } from './line-file.ts';

/** Hears a run and writes down what it hears. */
export interface Recorder extends Tap {
  on(event: RunEvent): void;
}

export function recorderTo(file: Pick<LineFile, 'add'>, header: RunHeader): Recorder {
  file.add({ header });
  return {
    observed: (observation) => file.add({ o: observation }),
    watchedAnew: () => file.add({ watchedAnew: true }),
    on: (event) => file.add({ event: withoutChains(event) }),
  };
}

/** Chains are read again from the observations: to keep them too would be a second truth. */
function withoutChains(event: RunEvent): RecordedEvent {
  switch (event.type) {
    case 'scenario-finished': {
      const { chain: _, ...report } = event.report;
      return { ...event, report };
    }
    case 'run-finished': {
      const { scenarios: _, ...report } = event.report;
      return { ...event, report };
    }
    case 'run-started':
    case 'scenario-started':
    case 'step-finished':
    case 'expectation-finished':
      return event;
  }
}
