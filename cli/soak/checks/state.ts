import { quoteIdentifier as quote } from '../../../services/tram/index.ts';
import { addDecimals, compareDecimals, parseDecimal, zero, type Decimal } from '../../model/decimal.ts';
import { sumsIn, sumsOf } from '../../model/invariants/compared-sums.ts';
import type { SideDefinition, SumDefinition, System } from '../../systems/system.ts';
import { quotedTable } from '../../systems/table-name.ts';
import { instancesOf } from '../instances.ts';
import { checkOf, type SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';

/** Every saga is in a final state, and none that was acknowledged is gone; each by the key of its instance. */
export async function sagaChecks(
  system: System,
  acknowledged: { readonly saga: string; readonly keys: readonly string[] },
  databases: Databases,
): Promise<SoakCheck[]> {
  return (await instancesOf(system, databases)).flatMap(({ saga, table, ids, open }) => {
    const ended = checkOf(
      `${saga}: all terminal`,
      ids.size,
      open.map(({ id, state }) => `${table} ${id} is ${state}`),
    );
    if (saga !== acknowledged.saga) return [ended];
    const gone = acknowledged.keys.filter((id) => !ids.has(id));
    const kept = checkOf(
      `${saga}: what was acknowledged is there`,
      acknowledged.keys.length,
      gone.map((id) => `${table} ${id} was acknowledged and is gone`),
    );
    return [ended, kept];
  });
}

/** The sums that the system file declares, over all groups. */
export async function sumChecks({ invariants }: System, databases: Databases): Promise<SoakCheck[]> {
  const checks: SoakCheck[] = [];
  for (const [name, invariant] of Object.entries(invariants)) {
    if (invariant.kind !== 'sums-equal' && invariant.kind !== 'sum-at-most') continue;
    const { kind, left, right } = invariant;
    // What was there at the start is not known any more when the load is over.
    if (sumsOf(invariant).some(({ at }) => at === 'start')) continue;
    const [lefts, rights] = await Promise.all([totals(databases, left), totals(databases, right)]);
    const groups = new Set([...lefts.groups, ...rights.groups]);
    const bad = [...groups].filter((group) => {
      const order = compareDecimals(lefts.of(group), rights.of(group));
      return kind === 'sums-equal' ? order !== 0 : order > 0;
    });
    checks.push(
      checkOf(
        name,
        groups.size,
        bad.map((group) => `${group}: ${label(left)} and ${label(right)} disagree`),
      ),
    );
  }
  return checks;
}

interface Totals {
  readonly groups: readonly string[];
  of(group: string): Decimal;
}

async function totals(databases: Databases, side: SideDefinition): Promise<Totals> {
  const all = await Promise.all(sumsIn(side).map((sum) => sums(databases, sum)));
  const start = typeof side === 'number' ? (parseDecimal(String(side)) ?? zero) : zero;
  return {
    groups: all.flatMap((each) => [...each.keys()]),
    of: (group) => all.reduce((total, each) => addDecimals(total, each.get(group) ?? zero), start),
  };
}

async function sums(databases: Databases, { database, table, group, sum, where }: SumDefinition) {
  const conditions = Object.keys(where).map((column, index) => `${quote(column)} = $${index + 1}`);
  const only = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const text = `SELECT ${quote(group)} AS group, ${sum === undefined ? 'count(*)' : `sum(${quote(sum)})`} AS sum FROM ${quotedTable(table)} ${only} GROUP BY 1`;
  const rows = await databases.rows(database, text, Object.values(where));
  // What has no group is in none, such as a reservation that is no order's.
  const grouped = rows.flatMap(({ group, sum }) => (group == null ? [] : [{ group, sum }]));
  return new Map(grouped.map((row) => [row.group, parseDecimal(row.sum ?? '0') ?? zero]));
}

function label(side: SideDefinition): string {
  if (typeof side === 'number') return String(side);
  const parts = sumsIn(side).map(({ database, table, sum }) =>
    sum === undefined ? `the rows of ${database} ${table}` : `the sum of ${database} ${table}.${sum}`,
  );
  return parts.join(' and ');
}
