import { worst } from '../../scenario/finding.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { RunReport } from '../../scenario/report.ts';
import type { LoadedSystem } from '../../systems/load.ts';

/** What is run in one lab. */
export interface Part {
  readonly systems: readonly LoadedSystem[];
  readonly scenarios: readonly LoadedScenario[];
}

/**
 * The scenarios system by system, in the order in which the systems were first asked for: two systems may have databases,
 * topics and ports of the same name, so that each gets a lab of its own.
 */
export function bySystem(
  scenarios: readonly LoadedScenario[],
  systems: readonly LoadedSystem[],
): readonly Part[] {
  const names = [...new Set(scenarios.map(({ scenario }) => scenario.system))];
  return names.map((name) => ({
    systems: systems.filter(({ system }) => system.name === name),
    scenarios: scenarios.filter(({ scenario }) => scenario.system === name),
  }));
}

/** One report over all parts, as if they had been run in one lab. */
export function merged(reports: readonly [RunReport, ...RunReport[]]): RunReport {
  const [first] = reports;
  if (reports.length === 1) return first;
  const notes = [...new Set(reports.flatMap((report) => report.notes ?? []))];
  const seed = reports.find((report) => report.seed !== undefined)?.seed;
  return {
    ...first,
    verdict: worst(reports.map(({ verdict }) => verdict)),
    durationMs: reports.reduce((sum, { durationMs }) => sum + durationMs, 0),
    ...(seed !== undefined && { seed }),
    scenarios: reports.flatMap(({ scenarios }) => scenarios),
    ...(notes.length > 0 && { notes }),
  };
}
