import type { Recorder } from '../../runs/write/recorder.ts';
import { worst } from '../../scenario/finding.ts';
import type { RunReport, ScenarioReport } from '../../scenario/report.ts';
import type { Lab } from '../../stack/lab.ts';

export interface ReportLog {
  /** The recorder, heard along the way. */
  begin(recorder: Recorder, lab: Pick<Lab, 'name' | 'stack'>): Recorder;
  /** Of all that was run on the screen so far; undefined before the lab is up. */
  readonly report: RunReport | undefined;
}

/** A screen has no end of its own, as a run has: its report is what its scenarios came to. */
export function reportLog(): ReportLog {
  const scenarios: ScenarioReport[] = [];
  let begun: { readonly lab: string; readonly stack: RunReport['stack']; readonly at: number } | undefined;
  return {
    begin(recorder, { name, stack }) {
      begun = { lab: name, stack, at: performance.now() };
      return {
        ...recorder,
        on(event) {
          if (event.type === 'scenario-finished') scenarios.push(event.report);
          recorder.on(event);
        },
      };
    },
    get report(): RunReport | undefined {
      if (!begun) return undefined;
      const { at, ...rest } = begun;
      const verdict = worst(scenarios.map((each) => each.verdict));
      return { v: 1, verdict, ...rest, durationMs: performance.now() - at, scenarios };
    },
  };
}
