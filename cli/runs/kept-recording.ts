import type { RunLine } from './format.ts';
import type { Recording, RecordingEntry } from './recording.ts';

/** A recording in memory: what is made of a run at its end needs no file. */
export interface KeptRecording {
  add(line: RunLine): void;
  /** What was kept so far; undefined before its header. */
  recording(): Recording | undefined;
}

/** `change` is what a file would change before it writes: what is redacted there is not kept here either. */
export function keepRecording(change: (line: RunLine) => RunLine = (line) => line): KeptRecording {
  const entries: RecordingEntry[] = [];
  let observations = 0;
  let header: Recording['header'] | undefined;
  return {
    add(line) {
      const kept = change(line);
      if ('header' in kept) ({ header } = kept);
      if ('o' in kept) entries.push({ kind: 'observation', observation: kept.o });
      if ('o' in kept) observations += 1;
      if ('event' in kept) entries.push({ kind: 'event', event: kept.event });
      if ('watchedAnew' in kept) entries.push({ kind: 'restart' });
    },
    recording: () => header && { header, entries, observations, damage: undefined },
  };
}
