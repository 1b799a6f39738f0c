import type { Verdict } from '../../model/verdict.ts';
import type { RecordedScenario, RetoldRun } from '../recording.ts';
import { pairHops, type HopPair } from './pair-hops.ts';

export interface RunDiff {
  /** Whether every scenario has the same hops in both. */
  readonly same: boolean;
  readonly scenarios: readonly ScenarioDiff[];
}

export interface ScenarioDiff {
  /** Undefined where the run does not have the scenario. */
  readonly a: SideOf | undefined;
  readonly b: SideOf | undefined;
  readonly pairs: readonly HopPair[];
  readonly onlyInA: number;
  readonly onlyInB: number;
}

export interface SideOf {
  readonly title: string;
  readonly verdict: Verdict;
  readonly durationMs: number;
}

/**
 * Two runs side by side, scenario by scenario: those of the same title; where each run has only one, these two, whatever
 * they are called.
 */
export function diffRuns(left: RetoldRun, right: RetoldRun): RunDiff {
  const scenarios = pairedScenarios(left.scenarios, right.scenarios).map(([a, b]) => diffScenarios(a, b));
  return {
    same: scenarios.every(({ a, b, onlyInA, onlyInB }) => a && b && onlyInA + onlyInB === 0),
    scenarios,
  };
}

type Pair = readonly [RecordedScenario | undefined, RecordedScenario | undefined];

function pairedScenarios(left: readonly RecordedScenario[], right: readonly RecordedScenario[]): Pair[] {
  if (left.length === 1 && right.length === 1) return [[left[0], right[0]]];
  const rest = [...right];
  const pairs = left.map((a): Pair => {
    const at = rest.findIndex(({ title }) => title === a.title);
    return [a, at < 0 ? undefined : rest.splice(at, 1)[0]];
  });
  return [...pairs, ...rest.map((b): Pair => [undefined, b])];
}

function diffScenarios(a: RecordedScenario | undefined, b: RecordedScenario | undefined): ScenarioDiff {
  const pairs = pairHops(a?.chain ?? [], b?.chain ?? []);
  return {
    a: a && sideOf(a),
    b: b && sideOf(b),
    pairs,
    onlyInA: pairs.filter((pair) => pair.b === undefined).length,
    onlyInB: pairs.filter((pair) => pair.a === undefined).length,
  };
}

function sideOf({ title, report: { verdict, durationMs } }: RecordedScenario): SideOf {
  return { title, verdict, durationMs };
}
