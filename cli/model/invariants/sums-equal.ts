import type { SumDefinition } from '../../systems/system.ts';
import { compareDecimals } from '../decimal.ts';
import { lastRow, rowBefore } from '../indexes/tables.ts';
import type { Model } from '../model.ts';
import { isGroupRead, rowsIn, tableOf, touchedGroups } from './groups.ts';
import type { InvariantKind } from './invariant.ts';
import { restingOnSums, sumsIn, sumsOf } from './compared-sums.ts';
import { disagreement, isNumeric, sideOf, type Side } from './sides.ts';
import { sumOf, type Sum } from './sum.ts';

/** In the end both sides are the same, for every group that the run touched. */
export const sumsEqual: InvariantKind<'sums-equal'> = {
  ...restingOnSums,
  needsEveryState: () => false,
  check({ model, scope }, { left, right }) {
    const sums = sumsOf({ left, right });
    const groups = touchedGroups(model, sums, scope.transactions);
    return {
      touched: groups.length > 0,
      unknown: groups.flatMap((group) => unreadGroups(model, sums, group)),
      violations: readGroups(model, sums, groups).flatMap((value) => {
        const sides = [finalSide(model, left, value), finalSide(model, right, value)] as const;
        if (compareDecimals(sides[0].total, sides[1].total) === 0 && isNumeric(sides)) return [];
        return [disagreement(model, { column: sums[0]?.group ?? '', value }, sides, 'but')];
      }),
    };
  },
};

/** Over the rows as they are after everything seen. */
export function finalSide(model: Model, side: Parameters<typeof sumsIn>[0], group: string): Side {
  return sideOf(
    side,
    sumsIn(side).map((sum) => finalSum(model, sum, group)),
  );
}

function finalSum(model: Model, definition: SumDefinition, group: string): Sum {
  const table = tableOf(model, definition);
  const rows = rowsIn(model, definition, group).flatMap((history) => {
    const row = table && (definition.at === 'start' ? rowBefore : lastRow)(table, history);
    return row ? [row] : [];
  });
  return sumOf(definition, group, rows);
}

/** Only of these can a sum be right or wrong. */
export function readGroups(
  model: Model,
  sums: readonly SumDefinition[],
  groups: readonly string[],
): string[] {
  return groups.filter((group) => sums.every((sum) => isGroupRead(model, sum, group)));
}

export function unreadGroups(model: Model, sums: readonly SumDefinition[], group: string): string[] {
  const unread = sums
    .filter((sum) => !isGroupRead(model, sum, group))
    .map(
      ({ database, table, group: column }) =>
        `${database} ${table} with ${column} ${group}: the rows before the first transaction seen were not read`,
    );
  return [...new Set(unread)];
}
