import type { SideDefinition } from '../../systems/system.ts';
import { addDecimals, formatDecimal, parseDecimal, zero, type Decimal } from '../decimal.ts';
import type { Model } from '../model.ts';
import { tableOf } from './groups.ts';
import { sumLabel, type Sum } from './sum.ts';

/** One side of a comparison for one group: what it adds up to, and from what. */
export interface Side {
  readonly total: Decimal;
  readonly sums: readonly Sum[];
}

export function sideOf(definition: SideDefinition, sums: readonly Sum[]): Side {
  const start = typeof definition === 'number' ? (parseDecimal(String(definition)) ?? zero) : zero;
  return { total: sums.reduce((total, sum) => addDecimals(total, sum.total), start), sums };
}

export function isNumeric(sides: readonly Side[]): boolean {
  return sides.every(({ sums }) => sums.every(({ invalid }) => invalid.length === 0));
}

/** `customer_id 1: <left>, but <right>` */
export function disagreement(
  model: Model,
  group: { readonly column: string; readonly value: string },
  [left, right]: readonly [Side, Side],
  relation: string,
): string {
  const invalid = [left, right].flatMap(({ sums }) => sums.flatMap((sum) => sum.invalid));
  const note = invalid.length > 0 ? `; no number: ${invalid.join(', ')}` : '';
  const [a, b] = [left, right].map((side) => sideLabel(model, side));
  return `${group.column} ${group.value}: ${a}, ${relation} ${b}${note}`;
}

function sideLabel(model: Model, { total, sums }: Side): string {
  const labels = sums.map((sum) => sumLabel(sum, tableOf(model, sum.definition)?.keyColumns ?? []));
  if (labels.length === 0) return formatDecimal(total);
  return labels.length === 1
    ? (labels[0] ?? '')
    : `${labels.join(' and ')}, together ${formatDecimal(total)}`;
}
