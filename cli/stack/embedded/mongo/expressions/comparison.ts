import { Int32 } from 'bson';
import { compareValues } from '../value/compare.ts';
import type { Value } from '../value/value.ts';
import type { FunctionOperator } from './expression.ts';

/** Missing is less than everything, null included. */
function order(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareValues(a, b);
}

function compares(holds: (order: number) => Value): FunctionOperator {
  return { arity: [2, 2], apply: ([a, b]) => holds(order(a, b)) };
}

export const comparisonOperators: Readonly<Record<string, FunctionOperator>> = {
  $eq: compares((order) => order === 0),
  $ne: compares((order) => order !== 0),
  $gt: compares((order) => order > 0),
  $gte: compares((order) => order >= 0),
  $lt: compares((order) => order < 0),
  $lte: compares((order) => order <= 0),
  $cmp: compares((order) => new Int32(Math.sign(order))),
};
