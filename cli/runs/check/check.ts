import { UsageError } from '../../lib/errors.ts';
import { checkInvariants } from '../../model/invariants/check.ts';
import { scopeOf } from '../../model/scope.ts';
import type { InvariantResult, Verdict } from '../../model/verdict.ts';
import { worst } from '../../scenario/finding.ts';
import { titleOf } from '../../scenario/report.ts';
import type { InvariantDefinition, System } from '../../systems/system.ts';
import { finishedScenarios, type FinishedScenario } from '../finished-scenarios.ts';
import { foldBefore, systemOf } from '../fold.ts';
import { jsonLine } from '../json-line.ts';
import type { Recording } from '../recording.ts';
import { judgedExpectations, type JudgedExpectation } from './expectations.ts';
import { restsOnRedacted } from './rests-on-redacted.ts';

/** A recording that was judged again. */
export interface CheckReport {
  readonly verdict: Verdict;
  readonly scenarios: readonly CheckedScenario[];
}

export interface CheckedScenario {
  readonly title: string;
  readonly verdict: Verdict;
  readonly invariants: readonly CheckedInvariant[];
  readonly expectations: readonly JudgedExpectation[];
}

export interface CheckedInvariant extends InvariantResult {
  /** What the run said; absent where it was not asked. */
  readonly recorded?: InvariantResult['verdict'];
}

/**
 * Judges again what the observations alone can say: the invariants, and whether the run came to rest. What else the
 * scenario expected keeps the verdict that it had. `systems` replace those of the recording that have the same name:
 * an invariant that was thought of later is checked on a run of long ago. @throws UsageError
 */
export function checkRecording(recording: Recording, systems: readonly System[] = []): CheckReport {
  const names = recording.header.systems.map(({ name }) => name);
  const other = systems.find(({ name }) => !names.includes(name));
  if (other !== undefined)
    throw new UsageError(`The recording tells of ${names.join(' and ')}, not of the system "${other.name}".`);
  const scenarios = finishedScenarios(recording).map((each) => checkOne(recording, each, systems));
  // What is cut off or was changed proves nothing.
  const doubt: Verdict[] = recording.damage === undefined ? [] : ['inconclusive'];
  return { verdict: worst([...scenarios.map(({ verdict }) => verdict), ...doubt]), scenarios };
}

function checkOne(
  recording: Recording,
  scenario: FinishedScenario,
  systems: readonly System[],
): CheckedScenario {
  const { report, chainSource } = scenario;
  const given = systems.find(({ name }) => name === report.system);
  const system = given ?? systemOf(recording, report.system);
  const atRead = foldBefore(recording, system, scenario.readAt);
  const atEnd = foldBefore(recording, system, scenario.finishedAt);
  const recorded = new Map(report.invariants.map((each) => [each.name, each]));
  const { redacted } = recording.header;
  const { correlations } = chainSource;
  const subject = { model: atEnd, correlations, scope: scopeOf(atEnd, correlations) };
  const before = recording.header.systems.find(({ name }) => name === report.system)?.invariants ?? {};
  const isBlind = ({ name }: InvariantResult) => {
    const definition = system.invariants[name];
    if (definition === undefined || (recorded.has(name) && isSameRule(definition, before[name])))
      return false;
    return restsOnRedacted(subject, definition, redacted);
  };
  const invariants = checkInvariants(atEnd, system, correlations)
    .filter(({ name }) => given !== undefined || recorded.has(name))
    .map((again) => (isBlind(again) ? notJudged(again.name) : again))
    .map((again) => compared(again, recorded.get(again.name), redacted.length > 0));
  const expectations = judgedExpectations(report.expectations, atRead, chainSource);
  const verdicts = [...report.steps, ...invariants, ...expectations].map(({ verdict }) => verdict);
  return { title: titleOf(report), verdict: worst(verdicts), invariants, expectations };
}

/** What the run said of it can be held against what is said now. */
function isSameRule(now: InvariantDefinition, before: InvariantDefinition | undefined): boolean {
  return before !== undefined && ruleText(now) === ruleText(before);
}

/** What verdicts hang on. */
function ruleText(definition: InvariantDefinition): string {
  return jsonLine({ ...definition, about: undefined, messageExpression: undefined });
}

function notJudged(name: string): InvariantResult {
  const why = 'it reads what is redacted in the recording, so that nothing can be said of it';
  return { name, verdict: 'inconclusive', proof: [why] };
}

function compared(
  again: InvariantResult,
  recorded: InvariantResult | undefined,
  isRedacted: boolean,
): CheckedInvariant {
  if (recorded === undefined) return again;
  const told = { name: again.name, recorded: recorded.verdict };
  if (again.verdict !== recorded.verdict && isRedacted) {
    const why = `it was ${recorded.verdict} in the run, and cannot be judged again: fields are redacted`;
    return { ...told, verdict: 'inconclusive', proof: [why] };
  }
  // Why the run could not be sure need not have left a trace in what was observed.
  if (again.verdict === 'pass' && recorded.verdict === 'inconclusive') return { ...recorded, ...told };
  return { ...again, ...told };
}
