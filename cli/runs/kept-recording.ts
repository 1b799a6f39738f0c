import type { Recording, RecordingEntry } from './recording.ts';
import type { RunHeader } from './format.ts';
import type { Recorder } from './write/recorder.ts';

/** A recording in memory, of a run that is under way: for what is made of it at its end. */
export interface KeptRecording extends Recorder {
  /** What was heard so far. */
  recording(): Recording;
}

export function keepRecording(header: RunHeader): KeptRecording {
  const entries: RecordingEntry[] = [];
  let observations = 0;
  return {
    observed(observation) {
      observations += 1;
      entries.push({ kind: 'observation', observation });
    },
    watchedAnew: () => void entries.push({ kind: 'restart' }),
    on: (event) => void entries.push({ kind: 'event', event }),
    recording: () => ({ header, entries, observations, damage: undefined }),
  };
}
