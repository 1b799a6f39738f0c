import type { RunLine } from './format.ts';
import type { Recording, RecordingEntry } from './recording.ts';

/** A recording in memory: what is made of a run at its end needs no file. */
export interface KeptRecording {
  add(line: RunLine): void;
  /** What was kept so far; undefined before its header. */
  recording(): Recording | undefined;
}

export function keepRecording(): KeptRecording {
  const entries: RecordingEntry[] = [];
  let observations = 0;
  let header: Recording['header'] | undefined;
  return {
    add(line) {
      if ('header' in line) ({ header } = line);
      if ('o' in line) entries.push({ kind: 'observation', observation: line.o });
      if ('o' in line) observations += 1;
      if ('event' in line) entries.push({ kind: 'event', event: line.event });
      if ('watchedAnew' in line) entries.push({ kind: 'restart' });
    },
    recording: () => header && { header, entries, observations, damage: undefined },
  };
}
