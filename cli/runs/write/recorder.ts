import { recordedEvent } from '../recorded-event.ts';
import type { RunEvent } from '../../scenario/events.ts';
import type { Tap } from '../../scenario/watch.ts';
import type { RunHeader } from '../format.ts';
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
    on: (event) => file.add({ event: recordedEvent(event) }),
  };
}

/** Chains are read again from the observations: to keep them too would be a second truth. */
