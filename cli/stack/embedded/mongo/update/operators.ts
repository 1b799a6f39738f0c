import { Int32, Timestamp } from 'bson';
import { CommandError } from '../errors.ts';
import { docText } from '../value/shell-text.ts';
import { compareValues } from '../value/compare.ts';
import { calculate, Inexact, isNumeric, type Arithmetic, type Numeric } from '../value/numbers.ts';
import { typeName } from '../value/types.ts';
import { DateTime, isDoc, type Value } from '../value/value.ts';
import { addToSet, pop, pull, pullAll, push } from './arrays.ts';
import type { Site } from './site.ts';

/** The new value of a field, undefined for none. Throws CommandError; nothing is altered in place. */
export type UpdateOperator = (old: Value | undefined, operand: Value, site: Site) => Value | undefined;

/** Operators on one field; `$rename` and `$setOnInsert` are turned into these before. */
export const updateOperators: Readonly<Record<string, UpdateOperator | undefined>> = {
  $set: (_, operand) => operand,
  $unset: () => undefined,
  $inc: (old, operand, site) => arithmetic('$inc', 'add', old, operand, site),
  $mul: (old, operand, site) => arithmetic('$mul', 'multiply', old, operand, site),
  $min: (old, operand) => (old === undefined || compareValues(operand, old) < 0 ? operand : old),
  $max: (old, operand) => (old === undefined || compareValues(operand, old) > 0 ? operand : old),
  $currentDate: currentDate,
  $bit: bit,
  $push: push,
  $addToSet: addToSet,
  $pull: pull,
  $pullAll: pullAll,
  $pop: pop,
};

function arithmetic(
  name: string,
  kind: Arithmetic,
  old: Value | undefined,
  operand: Value,
  site: Site,
): Numeric {
  if (!isNumeric(operand)) {
    const verb = kind === 'add' ? 'increment' : 'multiply';
    const what = docText(new Map([[site.path, operand]]));
    throw new CommandError('TypeMismatch', `Cannot ${verb} with non-numeric argument: ${what}`);
  }
  if (old !== undefined && !isNumeric(old))
    throw new CommandError(
      'TypeMismatch',
      `Cannot apply ${name} to a value of non-numeric type. ${docText(new Map([['_id', site.id]]))} has the field '${site.path}' of non-numeric type ${typeName(old)}`,
    );
  try {
    if (old !== undefined) return calculate(kind, old, operand);
    return kind === 'add' ? operand : calculate(kind, operand, new Int32(0));
  } catch (thrown) {
    if (!(thrown instanceof Inexact)) throw thrown;
    throw new CommandError('BadValue', `Failed to apply ${name} to field '${site.path}': ${thrown.message}`);
  }
}

function currentDate(_: Value | undefined, operand: Value, { path, now }: Site): Value {
  const type = isDoc(operand) ? operand.get('$type') : 'date';
  if (typeof operand === 'boolean' || type === 'date') return new DateTime(now.ms);
  if (type === 'timestamp') return new Timestamp(now.ts);
  throw new CommandError('BadValue', `$currentDate of '${path}': the type must be 'date' or 'timestamp'`);
}

const bitwise: Readonly<Record<string, ((a: bigint, b: bigint) => bigint) | undefined>> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function bit(old: Value | undefined, operand: Value, { path }: Site): Value {
  if (!isDoc(operand) || operand.size === 0)
    throw new CommandError(
      'BadValue',
      `The $bit modifier is not compatible with field '${path}': needs {and|or|xor: integer}`,
    );
  let value: Value = old ?? new Int32(0);
  for (const [name, mask] of operand) {
    const combine = bitwise[name];
    if (combine === undefined)
      throw new CommandError(
        'BadValue',
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`,
      );
    if (!isInteger(value) || !isInteger(mask))
      throw new CommandError(
        'BadValue',
        `Cannot apply $bit to field '${path}': value and mask must be integers`,
      );
    const wide: boolean = typeof value === 'bigint' || typeof mask === 'bigint';
    const result: bigint = combine(asBigInt(value), asBigInt(mask));
    value = wide ? result : new Int32(Number(result));
  }
  return value;
}

function isInteger(value: Value): value is bigint | Int32 {
  return typeof value === 'bigint' || value instanceof Int32;
}

function asBigInt(value: bigint | Int32): bigint {
  return typeof value === 'bigint' ? value : BigInt(value.value);
}
