import type { SumDefinition } from '../../systems/system.ts';
import { compareDecimals } from '../decimal.ts';
import { rowBefore } from '../indexes/tables.ts';
import type { RowHistory, Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import type { Row } from '../observation.ts';
import { rowsIn, tableOf, touchedGroups } from './groups.ts';
import { commitLabel, isWalOf, type InvariantKind } from './invariant.ts';
import { sumOf, type Sum } from './sum.ts';
import { finalSum, isNumeric, readGroups, unequal, unreadGroups } from './sums-equal.ts';

/** The left sum is never greater than the right one, after any commit; of two databases, which share no order, in the end. */
export const sumAtMost: InvariantKind<'sum-at-most'> = {
  appliesTo: ({ tables }, { left, right }) =>
    [left, right].every(({ database, table }) => tables[database]?.[table] !== undefined),
  restsOn: (probe, { left, right }) => isWalOf(probe, [left.database, right.database]),
  needsEveryState: () => true,
  check({ model, scope }, { left, right }) {
    const groups = touchedGroups(model, [left, right], scope.transactions);
    const unknown = groups.flatMap((group) => unreadGroups(model, [left, right], group));
    const read = readGroups(model, [left, right], groups);
    const violations = read.flatMap((group) => exceeded(model, left, right, group));
    return { touched: groups.length > 0, violations, unknown };
  },
};

function exceeded(model: Model, left: SumDefinition, right: SumDefinition, group: string): string[] {
  if (left.database !== right.database) {
    const sums = [finalSum(model, left, group), finalSum(model, right, group)] as const;
    return isAtMost(sums) ? [] : [unequal(model, left.group, group, sums, 'more than')];
  }
  const sides = [sideOf(model, left, group), sideOf(model, right, group)] as const;
  for (const transaction of commitsOf(sides)) {
    for (const side of sides) advance(side, transaction);
    const sums = [currentSum(sides[0], group), currentSum(sides[1], group)] as const;
    // The first commit that breaks it is the proof; those after it say no more.
    if (!isAtMost(sums))
      return [`after ${commitLabel(transaction)}, ${unequal(model, left.group, group, sums, 'more than')}`];
  }
  return [];
}

function isAtMost(sums: readonly [Sum, Sum]): boolean {
  return compareDecimals(sums[0].total, sums[1].total) <= 0 && isNumeric(sums);
}

/** One side of the comparison at some point of the commit order. */
interface Side {
  readonly definition: SumDefinition;
  readonly histories: readonly RowHistory[];
  readonly rows: Map<RowHistory, Row | null>;
}

function sideOf(model: Model, definition: SumDefinition, group: string): Side {
  const table = tableOf(model, definition);
  const histories = rowsIn(model, definition, group);
  const rows = new Map(
    histories.map((history) => [history, (table && rowBefore(table, history)) ?? null] as const),
  );
  return { definition, histories, rows };
}

function commitsOf(sides: readonly Side[]): Transaction[] {
  const commits = sides.flatMap(({ histories }) =>
    histories.flatMap(({ events }) => events.map(({ transaction }) => transaction)),
  );
  return [...new Set(commits)].sort((left, right) => left.order - right.order);
}

function advance({ rows }: Side, { rows: events }: Transaction): void {
  for (const { history, change } of events) if (rows.has(history)) rows.set(history, change.row);
}

function currentSum({ definition, rows }: Side, group: string): Sum {
  return sumOf(
    definition,
    group,
    [...rows.values()].filter((row) => row !== null),
  );
}
