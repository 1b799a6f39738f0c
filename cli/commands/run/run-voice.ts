import type { RunEvent } from '../../scenario/events.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { Tap } from '../../scenario/watch.ts';
import type { Lab } from '../../stack/lab.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { RunRecording } from './recording.ts';
import type { RunSettings } from './run-flags.ts';

/** How a run is told that goes through several labs: as one, which began once. */
export interface RunVoice {
  readonly emit: (event: RunEvent) => void;
  readonly tap: Tap;
  /** From here on another lab is watched. */
  nextLab(): void;
  /** Of the last observation: those of the next lab are numbered on. */
  seq(): number;
}

interface VoiceOptions {
  readonly lab: Lab;
  readonly systems: readonly LoadedSystem[];
  readonly scenarios: readonly LoadedScenario[];
  readonly settings: RunSettings;
  readonly recording: RunRecording | undefined;
  readonly emit: (event: RunEvent) => void;
}

export function runVoice({ lab, systems, scenarios, settings, recording, emit }: VoiceOptions): RunVoice {
  const recorder = recording?.begin({
    lab,
    systems: systems.map(({ system }) => system),
    scenarios: scenarios.map(({ id }) => id),
    seed: settings.seed,
  });
  let labs = 0;
  let seq = 0;
  const times = settings.repeatEach ?? 1;
  const ids = scenarios.flatMap(({ id }) => Array.from({ length: times }, () => id));
  return {
    emit(event) {
      if (event.type === 'run-started' && labs > 1) return;
      const told = event.type === 'run-started' ? { ...event, scenarios: ids } : event;
      recorder?.on(told);
      emit(told);
    },
    tap: {
      observed(observation) {
        seq = observation.seq;
        recorder?.observed(observation);
      },
      watchedAnew: () => recorder?.watchedAnew(),
    },
    nextLab() {
      labs += 1;
      if (labs > 1) recorder?.watchedAnew();
    },
    seq: () => seq,
  };
}
