import { Int32 } from 'bson';
import { compareValues } from '../value/compare.ts';
import { isNumeric, type Numeric } from '../value/numbers.ts';
import type { Value } from '../value/value.ts';
import { isNullish, type FunctionOperator } from './expression.ts';
import { asDouble, combine } from './numbers.ts';

type Values = readonly (Value | undefined)[];

/** What several values come to; `$group` and the expressions of the same names share these. */
export const totals = {
  /** What is no number does not count. */
  $sum(values: Values): Value {
    return values
      .filter(isNumeric)
      .reduce<Numeric>((sum, value) => combine('$sum', 'add', sum, value), new Int32(0));
  },
  $avg(values: Values): Value {
    const numbers = values.filter(isNumeric);
    if (numbers.length === 0) return null;
    return asDouble('$avg', totals.$sum(numbers)) / numbers.length;
  },
  $min: (values: Values): Value => extreme(values, -1),
  $max: (values: Values): Value => extreme(values, 1),
  $stdDevPop: (values: Values): Value => deviation('$stdDevPop', values, 0),
  $stdDevSamp: (values: Values): Value => deviation('$stdDevSamp', values, 1),
} as const;

/** As expressions they take one array or several values. */
export const totalOperators: Readonly<Record<string, FunctionOperator>> = Object.fromEntries(
  Object.entries(totals).map(([name, total]) => [
    name,
    {
      arity: [1, Infinity],
      apply: (args: Values) => total(args.length === 1 && Array.isArray(args[0]) ? args[0] : args),
    },
  ]),
);

function extreme(values: Values, direction: 1 | -1): Value {
  let found: Value = null;
  for (const value of values)
    if (!isNullish(value) && (found === null || direction * compareValues(value, found) > 0)) found = value;
  return found;
}

function deviation(name: string, values: Values, lost: number): Value {
  const numbers = values.filter(isNumeric).map((value) => asDouble(name, value));
  if (numbers.length <= lost) return null;
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (numbers.length - lost));
}
