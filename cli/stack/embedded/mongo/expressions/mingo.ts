import { createRequire } from 'node:module';
import { BSONRegExp, Decimal128, Int32 } from 'bson';
import type * as MingoCore from 'mingo/core';
import type * as MingoExpressions from 'mingo/operators/expression';
import { toError } from '../../../../lib/errors.ts';
import { CommandError } from '../errors.ts';
import { DateTime, isDoc, type Value } from '../value/value.ts';
import type { Compile, Env, Expression } from './expression.ts';

/**
 * Operators that mingo computes: those on text, dates and doubles, where plain JavaScript values carry everything.
 * Numbers that a double cannot hold are refused before they reach it, because it would ignore or round them.
 */
export const delegated: ReadonlySet<string> = new Set(
  [
    '$dateAdd $dateDiff $dateFromParts $dateFromString $dateSubtract $dateToParts $dateToString $dateTrunc',
    '$dayOfMonth $dayOfWeek $dayOfYear $hour $isoDayOfWeek $isoWeek $isoWeekYear $millisecond $minute $month $second $week $year',
    '$indexOfBytes $ltrim $rtrim $trim $regexFind $regexFindAll $regexMatch $replaceAll $replaceOne $split $strcasecmp',
    '$strLenBytes $strLenCP $substr $substrBytes $substrCP $zip',
    '$exp $ln $log $log10 $pow $sqrt $sin $cos $tan $asin $acos $atan $atan2 $degreesToRadians $radiansToDegrees',
  ].flatMap((names) => names.split(' ')),
);

const givesDouble = /^\$(?:exp|ln|log|log10|pow|sqrt|a?(?:sin|cos|tan)2?|degreesToRadians|radiansToDegrees)$/;

/** Compiles an operand whose parts are evaluated here and whose operator is evaluated by mingo. */
export function delegatedForm(operand: Value, compile: Compile, name: string): Expression {
  const evaluate = partsOf(operand, compile);
  return (env) => {
    const plain = evaluate(env, name);
    try {
      const { run } = mingo();
      return fromPlain(run(name, plain), givesDouble.test(name));
    } catch (thrown) {
      if (thrown instanceof CommandError) throw thrown;
      throw new CommandError('BadValue', `${name}: ${toError(thrown).message}`);
    }
  };
}

/** Arguments by name or by position stay in their places, each as a literal. */
function partsOf(operand: Value, compile: Compile): (env: Env, name: string) => unknown {
  const named = isDoc(operand) && operand.keys().next().value?.startsWith('$') !== true;
  if (named) {
    const fields = [...operand].map(([field, part]) => [field, compile(part)] as const);
    return (env, name) =>
      Object.fromEntries(fields.map(([field, part]) => [field, literal(part(env), name)]));
  }
  if (Array.isArray(operand)) {
    const parts = operand.map(compile);
    return (env, name) => parts.map((part) => literal(part(env), name));
  }
  const only = compile(operand);
  return (env, name) => literal(only(env), name);
}

function literal(value: Value | undefined, name: string): unknown {
  return value === undefined ? null : { $literal: toPlain(value, name) };
}

function toPlain(value: Value, name: string): unknown {
  if (value instanceof Int32) return value.value;
  if (value instanceof DateTime) return new Date(Number(value.ms));
  if (value instanceof BSONRegExp) return new RegExp(value.pattern, value.options.replace(/[^ims]/g, ''));
  if (Array.isArray(value)) return value.map((element) => toPlain(element, name));
  if (isDoc(value))
    return Object.fromEntries([...value].map(([field, part]) => [field, toPlain(part, name)]));
  if (value instanceof Decimal128)
    throw new CommandError('BadValue', `${name} of a Decimal128 is refused by this document store`);
  if (typeof value !== 'bigint') return value;
  if (!Number.isSafeInteger(Number(value)))
    throw new CommandError(
      'BadValue',
      `${name} of the int64 ${value} would be rounded, which this document store refuses`,
    );
  return Number(value);
}

function fromPlain(value: unknown, double: boolean): Value | undefined {
  if (typeof value === 'number')
    return !double && Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? new Int32(value) : value;
  if (value instanceof Date) return new DateTime(BigInt(value.getTime()));
  if (Array.isArray(value)) return value.map((element) => fromPlain(element, double) ?? null);
  if (typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype)
    return new Map(Object.entries(value).map(([name, part]) => [name, fromPlain(part, double) ?? null]));
  return value as Value | undefined;
}

interface Mingo {
  readonly run: (name: string, operand: unknown) => unknown;
}

let loaded: Mingo | undefined;

/** Loaded at the first use: it costs 100 ms, which a server that only stores documents never needs to spend. */
function mingo(): Mingo {
  if (loaded !== undefined) return loaded;
  const load = createRequire(import.meta.url);
  const { Context, evalExpr, ProcessingMode } = load('mingo/core') as typeof MingoCore;
  const expression = load('mingo/operators/expression') as typeof MingoExpressions;
  const options = {
    idKey: '_id',
    processingMode: ProcessingMode.CLONE_OFF,
    useStrictMode: true,
    scriptEnabled: false,
    failOnError: true,
    context: Context.init({ expression: { ...expression } }),
  };
  loaded = { run: (name, operand) => evalExpr({}, { [name]: operand }, options) };
  return loaded;
}
