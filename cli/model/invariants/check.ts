import type { InvariantDefinition, System } from '../../systems/system.ts';
import { gapsOf } from '../gaps.ts';
import type { Model } from '../model.ts';
import { scopeOf } from '../scope.ts';
import type { InvariantResult } from '../verdict.ts';
import { compensationsComplete } from './compensations-complete.ts';
import { declaredTransitions } from './declared-transitions.ts';
import { effectsOnce } from './effects-once.ts';
import { expression } from './expression.ts';
import type { Finding, InvariantKind, Kind, Subject } from './invariant.ts';
import { neverInClear } from './never-in-clear.ts';
import { outboxEqualsTopics } from './outbox-equals-topics.ts';
import { perKeyOrder } from './per-key-order.ts';
import { rowsMatch } from './rows-match.ts';
import { sagasTerminal } from './sagas-terminal.ts';
import { sumAtMost } from './sum-at-most.ts';
import { sumsEqual } from './sums-equal.ts';
import { viewEqualsFold } from './view-equals-fold.ts';

const kinds = {
  'outbox-equals-topics': outboxEqualsTopics,
  'effects-once': effectsOnce,
  'per-key-order': perKeyOrder,
  'sagas-terminal': sagasTerminal,
  'declared-transitions': declaredTransitions,
  'view-equals-fold': viewEqualsFold,
  'sums-equal': sumsEqual,
  'sum-at-most': sumAtMost,
  'rows-match': rowsMatch,
  'compensations-complete': compensationsComplete,
  'never-in-clear': neverInClear,
  expression,
} satisfies { [K in Kind]: InvariantKind<K> };

const longestProof = 20;

/**
 * Checks every invariant of the system on what the run of these correlations touched. Made for a run at rest: what is
 * still under way counts as not having happened.
 */
export function checkInvariants(
  model: Model,
  system: System,
  correlations: readonly string[],
): InvariantResult[] {
  const subject = { model, correlations, scope: scopeOf(model, correlations) };
  return Object.entries(system.invariants).map(([name, definition]) => ({
    name,
    ...resultOf(subject, system, definition),
  }));
}

function resultOf<K extends Kind>(
  subject: Subject,
  system: System,
  definition: Extract<InvariantDefinition, { kind: K }>,
): Omit<InvariantResult, 'name'> {
  // The table above holds each kind under its own name; that the two agree is more than the compiler can follow.
  const kind = kinds[definition.kind] as unknown as InvariantKind<K>;
  if (!kind.appliesTo(system, definition)) return { verdict: 'not-applicable' };
  const finding = kind.check(subject, definition);
  const doubts = doubtsOf(subject.model, kind, definition);
  if (doubts.length > 0)
    return { verdict: 'inconclusive', proof: shortened([...doubts, ...finding.violations]) };
  return judged(finding);
}

function judged({ touched, violations, unknown }: Finding): Omit<InvariantResult, 'name'> {
  if (violations.length > 0) return { verdict: 'fail', proof: shortened(violations) };
  if (unknown.length > 0) return { verdict: 'inconclusive', proof: shortened(unknown) };
  return { verdict: touched ? 'pass' : 'not-applicable' };
}

function doubtsOf<K extends Kind>(
  model: Model,
  kind: InvariantKind<K>,
  definition: Extract<InvariantDefinition, { kind: K }>,
): string[] {
  const isAsked = (probe: string) => kind.restsOn(probe, definition);
  const polling = [...model.probes].flatMap(([probe, { polls }]) =>
    polls !== undefined && isAsked(probe) && kind.needsEveryState(probe)
      ? [`the probe ${probe} polls, so states in between were not seen`]
      : [],
  );
  return [...gapsOf(model, isAsked), ...polling];
}

function shortened(lines: readonly string[]): readonly string[] {
  if (lines.length <= longestProof) return lines;
  return [...lines.slice(0, longestProof), `... and ${lines.length - longestProof} more`];
}
