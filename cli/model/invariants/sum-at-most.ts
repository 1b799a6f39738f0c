import type { SideDefinition, SumDefinition } from '../../systems/system.ts';
import { compareDecimals } from '../decimal.ts';
import { rowBefore } from '../indexes/tables.ts';
import type { RowHistory, Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import type { Row } from '../observation.ts';
import { rowsIn, tableOf, touchedGroups } from './groups.ts';
import { commitLabel, type InvariantKind } from './invariant.ts';
import { restingOnSums, sumsIn, sumsOf } from './compared-sums.ts';
import { disagreement, isNumeric, sideOf, type Side } from './sides.ts';
import { sumOf, type Sum } from './sum.ts';
import { finalSide, readGroups, unreadGroups } from './sums-equal.ts';

/** The left side is never greater than the right one, after any commit; of two databases, which share no order, in the end. */
export const sumAtMost: InvariantKind<'sum-at-most'> = {
  ...restingOnSums,
  needsEveryState: () => true,
  check({ model, scope }, { left, right }) {
    const sums = sumsOf({ left, right });
    const groups = touchedGroups(model, sums, scope.transactions);
    const unknown = groups.flatMap((group) => unreadGroups(model, sums, group));
    const read = readGroups(model, sums, groups);
    const violations = read.flatMap((group) => exceeded(model, left, right, group));
    return { touched: groups.length > 0, violations, unknown };
  },
};

function exceeded(model: Model, left: SideDefinition, right: SideDefinition, value: string): string[] {
  const sums = sumsOf({ left, right });
  const group = { column: sums[0]?.group ?? '', value };
  if (new Set(sums.map(({ database }) => database)).size > 1) {
    const sides = [finalSide(model, left, value), finalSide(model, right, value)] as const;
    return isAtMost(sides) ? [] : [disagreement(model, group, sides, 'more than')];
  }
  const courses = new Map(sums.map((sum) => [sum, courseOf(model, sum, value)]));
  const sideNow = (side: SideDefinition) =>
    sideOf(
      side,
      sumsIn(side).map((sum) => currentSum(sum, courses.get(sum)?.rows, value)),
    );
  for (const transaction of commitsOf([...courses.values()])) {
    for (const [sum, course] of courses) if (sum.at !== 'start') advance(course, transaction);
    const sides = [sideNow(left), sideNow(right)] as const;
    // The first commit that breaks it is the proof; those after it say no more.
    if (!isAtMost(sides))
      return [`after ${commitLabel(transaction)}, ${disagreement(model, group, sides, 'more than')}`];
  }
  return [];
}

function isAtMost(sides: readonly [Side, Side]): boolean {
  return compareDecimals(sides[0].total, sides[1].total) <= 0 && isNumeric(sides);
}

/** The rows of one sum at some point of the commit order. */
interface Course {
  readonly histories: readonly RowHistory[];
  readonly rows: Map<RowHistory, Row | null>;
}

function courseOf(model: Model, definition: SumDefinition, group: string): Course {
  const table = tableOf(model, definition);
  const histories = rowsIn(model, definition, group);
  const rows = new Map(
    histories.map((history) => [history, (table && rowBefore(table, history)) ?? null] as const),
  );
  return { histories, rows };
}

function commitsOf(courses: readonly Course[]): Transaction[] {
  const commits = courses.flatMap(({ histories }) =>
    histories.flatMap(({ events }) => events.map(({ transaction }) => transaction)),
  );
  return [...new Set(commits)].sort((left, right) => left.order - right.order);
}

function advance({ rows }: Course, { rows: events }: Transaction): void {
  for (const { history, row } of events) if (rows.has(history)) rows.set(history, row);
}

function currentSum(definition: SumDefinition, rows: Course['rows'] = new Map(), group: string): Sum {
  return sumOf(
    definition,
    group,
    [...rows.values()].filter((row) => row !== null),
  );
}
