import { Decimal128, Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import type { Numeric } from '../value/numbers.ts';
import { DateTime, type Value } from '../value/value.ts';
import { isNullish, type FunctionOperator } from './expression.ts';
import { asDouble, combine, numeric } from './numbers.ts';

export const arithmeticOperators: Readonly<Record<string, FunctionOperator>> = {
  $add: { arity: [0, Infinity], apply: add },
  $multiply: { arity: [0, Infinity], apply: multiply },
  $subtract: { arity: [2, 2], apply: subtract },
  $divide: withBoth((a, b, name) => {
    const divisor = asDouble(name, b);
    if (divisor === 0) throw new CommandError('BadValue', "can't $divide by zero");
    return asDouble(name, a) / divisor;
  }),
  $mod: withBoth(modulo),
  $abs: withOne((value, name) =>
    isNegative(value, name) ? combine(name, 'multiply', value, new Int32(-1)) : value,
  ),
  $ceil: rounding(Math.ceil),
  $floor: rounding(Math.floor),
  $trunc: toPlaces(Math.trunc),
  $round: toPlaces(halfToEven),
};

function add(args: readonly (Value | undefined)[], name: string): Value {
  let total: Numeric = new Int32(0);
  let dates = 0;
  for (const arg of args) {
    if (isNullish(arg)) return null;
    if (arg instanceof DateTime) dates += 1;
    if (dates > 1) throw new CommandError('BadValue', 'only one date allowed in an $add expression');
    total = combine(name, 'add', total, arg instanceof DateTime ? arg.ms : numeric(name, arg));
  }
  return dates === 0 ? total : new DateTime(milliseconds(name, total));
}

function multiply(args: readonly (Value | undefined)[], name: string): Value {
  let product: Numeric = new Int32(1);
  for (const arg of args) {
    if (isNullish(arg)) return null;
    product = combine(name, 'multiply', product, numeric(name, arg));
  }
  return product;
}

function subtract([a, b]: readonly (Value | undefined)[], name: string): Value {
  if (isNullish(a) || isNullish(b)) return null;
  if (a instanceof DateTime && b instanceof DateTime) return a.ms - b.ms;
  if (a instanceof DateTime) return new DateTime(a.ms - milliseconds(name, numeric(name, b)));
  return combine(name, 'add', numeric(name, a), combine(name, 'multiply', numeric(name, b), new Int32(-1)));
}

function milliseconds(name: string, value: Numeric): bigint {
  return typeof value === 'bigint' ? value : BigInt(Math.round(asDouble(name, value)));
}

function modulo(a: Numeric, b: Numeric, name: string): Value {
  if (typeof a === 'number' || typeof b === 'number' || a instanceof Decimal128 || b instanceof Decimal128)
    return asDouble(name, a) % nonZero(asDouble(name, b));
  const wide = typeof a === 'bigint' || typeof b === 'bigint';
  const result = BigInt(a instanceof Int32 ? a.value : a) % BigInt(nonZero(b instanceof Int32 ? b.value : b));
  return wide ? result : new Int32(Number(result));
}

function nonZero<T extends number | bigint>(divisor: T): T {
  if (Number(divisor) === 0) throw new CommandError('BadValue', "can't $mod by zero");
  return divisor;
}

function isNegative(value: Numeric, name: string): boolean {
  return typeof value === 'bigint' ? value < 0n : asDouble(name, value) < 0;
}

/** Integers are already round. */
function rounding(round: (value: number) => number): FunctionOperator {
  return withOne((value, name) =>
    value instanceof Int32 || typeof value === 'bigint' ? value : round(asDouble(name, value)),
  );
}

function toPlaces(round: (value: number) => number): FunctionOperator {
  return {
    arity: [1, 2],
    apply([value, places], name) {
      if (isNullish(value) || places === null) return null;
      const power = places === undefined ? 0 : asDouble(name, places);
      const given = numeric(name, value);
      if ((given instanceof Int32 || typeof given === 'bigint') && power >= 0) return given;
      const scaled = round(Number(`${asDouble(name, given)}e${power}`));
      const result = Number(`${scaled}e${-power}`);
      return given instanceof Int32 ? new Int32(result) : result;
    },
  };
}

function halfToEven(value: number): number {
  const below = Math.floor(value);
  if (value - below !== 0.5) return Math.round(value);
  return below % 2 === 0 ? below : below + 1;
}

function withOne(apply: (value: Numeric, name: string) => Value): FunctionOperator {
  return {
    arity: [1, 1],
    apply: ([value], name) => (isNullish(value) ? null : apply(numeric(name, value), name)),
  };
}

function withBoth(apply: (a: Numeric, b: Numeric, name: string) => Value): FunctionOperator {
  return {
    arity: [2, 2],
    apply: ([a, b], name) =>
      isNullish(a) || isNullish(b) ? null : apply(numeric(name, a), numeric(name, b), name),
  };
}
