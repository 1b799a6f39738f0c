import { Decimal128, Int32, ObjectId } from 'bson';
import { toError } from '../../../../lib/errors.ts';
import { CommandError, unsupported } from '../errors.ts';
import { exact, isNumeric, toNumber } from '../value/numbers.ts';
import { typeName } from '../value/types.ts';
import { DateTime, type Value } from '../value/value.ts';
import { part } from './arrays.ts';
import { isNullish, type Form, type FunctionOperator } from './expression.ts';

type Convert = (value: Value) => Value;

const converters = {
  $toString: toText,
  $toInt: toInt,
  $toLong: toLong,
  $toDouble: (value) =>
    typeof value === 'string' ? numberFrom('double', value) : plainNumber('double', value),
  $toDecimal: toDecimal,
  $toBool: (value) => value !== false && toNumber(value) !== 0,
  $toDate: toDate,
  $toObjectId: toObjectId,
} satisfies Record<string, Convert>;

export const conversionOperators: Readonly<Record<string, FunctionOperator>> = {
  ...Object.fromEntries(
    Object.entries(converters).map(([name, convert]: [string, Convert]) => [
      name,
      {
        arity: [1, 1],
        apply: ([value]: readonly (Value | undefined)[]) => (isNullish(value) ? null : convert(value)),
      },
    ]),
  ),
  $type: { arity: [1, 1], apply: ([value]) => (value === undefined ? 'missing' : typeName(value)) },
  $isNumber: { arity: [1, 1], apply: ([value]) => isNumeric(value) },
};

const targets: Readonly<Record<string, Convert | undefined>> = {
  string: converters.$toString,
  int: converters.$toInt,
  long: converters.$toLong,
  double: converters.$toDouble,
  decimal: converters.$toDecimal,
  bool: converters.$toBool,
  date: converters.$toDate,
  objectId: converters.$toObjectId,
};

export const conversionForms: Readonly<Record<string, Form>> = {
  $convert: (operand, compile, name) => {
    const to = part(operand, name, 'to');
    const convert = typeof to === 'string' ? targets[to] : undefined;
    if (convert === undefined) throw unsupported(`$convert to ${typeof to === 'string' ? to : typeName(to)}`);
    const input = compile(part(operand, name, 'input'));
    const optional = (field: string): ReturnType<typeof compile> | undefined =>
      operand instanceof Map && operand.has(field) ? compile(part(operand, name, field)) : undefined;
    const [onError, onNull] = [optional('onError'), optional('onNull')];
    return (env) => {
      const value = input(env);
      if (isNullish(value)) return onNull === undefined ? null : onNull(env);
      try {
        return convert(value);
      } catch (thrown) {
        if (onError === undefined || !(thrown instanceof CommandError)) throw thrown;
        return onError(env);
      }
    };
  },
};

function refused(to: string, value: Value, why = ''): CommandError {
  return new CommandError('BadValue', `Unsupported conversion from ${typeName(value)} to ${to}${why}`);
}

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  if (value instanceof ObjectId) return value.toHexString();
  if (value instanceof DateTime) return new Date(Number(value.ms)).toISOString();
  if (value instanceof Decimal128 || value instanceof Int32) return value.toString();
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean')
    return String(value);
  throw refused('string', value);
}

function plainNumber(to: string, value: Value): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof DateTime) return Number(value.ms);
  const number = toNumber(value);
  if (number === undefined) throw refused(to, value);
  return number;
}

function numberFrom(to: string, text: string): number {
  const number = Number(text);
  if (text.trim() !== text || text === '' || Number.isNaN(number))
    throw new CommandError('BadValue', `Failed to parse number '${text}' in $convert to ${to}`);
  return number;
}

function toInt(value: Value): Value {
  const long = toLong(value);
  if (BigInt.asIntN(32, long) !== long) throw refused('int', value, `: ${long} is out of range`);
  return new Int32(Number(long));
}

function toLong(value: Value): bigint {
  if (typeof value === 'bigint') return value;
  if (value instanceof DateTime) return value.ms;
  if (typeof value === 'string') {
    if (!/^[-+]?\d+$/.test(value))
      throw new CommandError('BadValue', `Failed to parse number '${value}' in $convert to long`);
    return fitting(BigInt(value.replace('+', '')), value);
  }
  if (value instanceof Decimal128) {
    const decimal = exact(value);
    if (typeof decimal === 'string') throw refused('long', value, `: ${decimal}`);
    const { coefficient, exponent } = decimal;
    return fitting(
      exponent >= 0
        ? coefficient * 10n ** BigInt(Math.min(exponent, 40))
        : coefficient / 10n ** BigInt(-exponent),
      value,
    );
  }
  const number = plainNumber('long', value);
  if (!Number.isFinite(number)) throw refused('long', value, `: ${number}`);
  return fitting(BigInt(Math.trunc(number)), value);
}

function fitting(long: bigint, value: Value): bigint {
  if (BigInt.asIntN(64, long) !== long) throw refused('long', value, `: ${long} is out of range`);
  return long;
}

function toDecimal(value: Value): Value {
  if (value instanceof Decimal128) return value;
  const text =
    typeof value === 'bigint' || typeof value === 'string'
      ? String(value)
      : String(plainNumber('decimal', value));
  try {
    return Decimal128.fromString(text);
  } catch (thrown) {
    throw refused('decimal', value, `: ${toError(thrown).message}`);
  }
}

function toDate(value: Value): Value {
  if (value instanceof DateTime) return value;
  if (value instanceof ObjectId) return new DateTime(BigInt(value.getTimestamp().getTime()));
  if (typeof value === 'bigint') return new DateTime(value);
  const ms = typeof value === 'string' ? Date.parse(value) : plainNumber('date', value);
  if (Number.isNaN(ms) || typeof value === 'boolean' || value instanceof Int32) throw refused('date', value);
  return new DateTime(BigInt(Math.trunc(ms)));
}

function toObjectId(value: Value): Value {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[\da-f]{24}$/i.test(value)) return ObjectId.createFromHexString(value);
  throw refused('objectId', value);
}
