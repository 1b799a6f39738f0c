import type { SumDefinition } from '../../systems/system.ts';
import { compareDecimals } from '../decimal.ts';
import { lastRow } from '../indexes/tables.ts';
import type { Model } from '../model.ts';
import { isGroupRead, rowsIn, tableOf, touchedGroups } from './groups.ts';
import { isWalOf, type InvariantKind } from './invariant.ts';
import { sumLabel, sumOf, type Sum } from './sum.ts';

/** In the end both sums are the same, for every group that the run touched. */
export const sumsEqual: InvariantKind<'sums-equal'> = {
  appliesTo: ({ tables }, { left, right }) =>
    [left, right].every(({ database, table }) => tables[database]?.[table] !== undefined),
  restsOn: (probe, { left, right }) => isWalOf(probe, [left.database, right.database]),
  needsEveryState: () => false,
  check({ model, scope }, { left, right }) {
    const groups = touchedGroups(model, [left, right], scope.transactions);
    return {
      touched: groups.length > 0,
      unknown: groups.flatMap((group) => unreadGroups(model, [left, right], group)),
      violations: readGroups(model, [left, right], groups).flatMap((group) => {
        const sums = [finalSum(model, left, group), finalSum(model, right, group)] as const;
        if (compareDecimals(sums[0].total, sums[1].total) === 0 && isNumeric(sums)) return [];
        return [unequal(model, left.group, group, sums, 'but')];
      }),
    };
  },
};

/** The sum over the rows as they are after everything seen. */
export function finalSum(model: Model, definition: SumDefinition, group: string): Sum {
  const table = tableOf(model, definition);
  const rows = rowsIn(model, definition, group).flatMap((history) => {
    const row = table && lastRow(table, history);
    return row ? [row] : [];
  });
  return sumOf(definition, group, rows);
}

export function isNumeric(sums: readonly Sum[]): boolean {
  return sums.every(({ invalid }) => invalid.length === 0);
}

export function unequal(
  model: Model,
  column: string,
  group: string,
  [left, right]: readonly [Sum, Sum],
  relation: string,
): string {
  const [a, b] = [left, right].map((sum) => sumLabel(sum, tableOf(model, sum.definition)?.keyColumns ?? []));
  const invalid = [...left.invalid, ...right.invalid];
  const note = invalid.length > 0 ? `; no number: ${invalid.join(', ')}` : '';
  return `${column} ${group}: ${a}, ${relation} ${b}${note}`;
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
  return sums
    .filter((sum) => !isGroupRead(model, sum, group))
    .map(
      ({ database, table, group: column }) =>
        `${database} ${table} with ${column} ${group}: the rows before the first transaction seen were not read`,
    );
}
