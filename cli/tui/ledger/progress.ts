import type { RecordedEvent } from '../../runs/format.ts';
import type { ExpectationReport, ScenarioReport, StepReport } from '../../scenario/report.ts';

/** How far the scenarios are, in the order in which they were started. */
export interface Progress {
  readonly scenarios: ScenarioProgress[];
  readonly plans: Plans;
}

/** By id of the scenario. */
export type Plans = ReadonlyMap<string, Plan>;

/** Names of what a scenario will do and expect, as its reports will have them. */
export interface Plan {
  readonly steps: readonly string[];
  readonly expectations: readonly string[];
}

export interface ScenarioProgress {
  /** `system/name` */
  readonly id: string;
  readonly repetition: number | undefined;
  readonly about: string;
  readonly steps: StepReport[];
  readonly expectations: ExpectationReport[];
  /** Undefined while it runs. */
  report: Omit<ScenarioReport, 'chain'> | undefined;
  /** Root ids of its requests; known when it is finished. */
  correlations: readonly string[];
  /** What it set out to do; undefined where nobody said. */
  readonly plan: Plan | undefined;
  /** Place in the timeline at which it started. */
  readonly from: number;
}

export function createProgress(plans: Plans): Progress {
  return { scenarios: [], plans };
}

export function foldEvent({ scenarios, plans }: Progress, event: RecordedEvent, at: number): void {
  const current = scenarios.at(-1);
  switch (event.type) {
    case 'scenario-started': {
      const { system, name, about, repetition } = event;
      const id = `${system}/${name}`;
      const started = { steps: [], expectations: [], report: undefined, correlations: [] };
      scenarios.push({ id, repetition, about, ...started, plan: plans.get(id), from: at });
      return;
    }
    case 'step-finished':
      current?.steps.push(event.step);
      return;
    case 'expectation-finished':
      current?.expectations.push(event.expectation);
      return;
    case 'scenario-finished':
      if (current)
        Object.assign(current, { report: event.report, correlations: event.chainSource.correlations });
      return;
    case 'run-started':
    case 'run-finished':
      return;
  }
}
