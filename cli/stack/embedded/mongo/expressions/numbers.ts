import { Decimal128 } from 'bson';
import { CommandError } from '../errors.ts';
import { calculate, Inexact, isNumeric, toNumber, type Arithmetic, type Numeric } from '../value/numbers.ts';
import { typeName } from '../value/types.ts';
import type { Value } from '../value/value.ts';

/** The sum or product, or a refusal that names the operator. */
export function combine(name: string, kind: Arithmetic, a: Numeric, b: Numeric): Numeric {
  try {
    return calculate(kind, a, b);
  } catch (thrown) {
    if (thrown instanceof Inexact) throw new CommandError('Overflow', `${name}: ${thrown.message}`);
    throw thrown;
  }
}

export function numeric(name: string, value: Value): Numeric {
  if (isNumeric(value)) return value;
  throw new CommandError('TypeMismatch', `${name} only supports numeric types, not ${typeName(value)}`);
}

/** A double of exactly this value; a Decimal128 or an int64 that a double would round is refused. */
export function asDouble(name: string, value: Value): number {
  const given = numeric(name, value);
  const double = toNumber(given) ?? Number.NaN;
  if (given instanceof Decimal128)
    throw new CommandError(
      'BadValue',
      `${name} of a Decimal128 would be rounded, which this document store refuses`,
    );
  if (typeof given === 'bigint' && BigInt(double) !== given)
    throw new CommandError(
      'BadValue',
      `${name} of the int64 ${given} would be rounded, which this document store refuses`,
    );
  return double;
}
