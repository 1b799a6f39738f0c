import { BSONRegExp, MaxKey, MinKey } from 'bson';
import { CommandError } from '../errors.ts';
import { compareValues, equalValues, typeRank } from '../value/compare.ts';
import { keyOf } from '../value/key.ts';
import { isNumeric, toNumber } from '../value/numbers.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { bitsOperator } from './bits.ts';
import { anyElement, type FieldTest } from './field-test.ts';
import { compileRegex, regexOperator } from './regex.ts';
import { typeOperator } from './type-alias.ts';

export interface Compile {
  readonly filter: (filter: Doc) => (doc: Doc) => boolean;
  readonly condition: (operand: Value) => FieldTest;
  readonly isOperatorDoc: (operand: Value) => boolean;
}

/** `siblings` is the whole condition: `$regex` looks there for `$options`. */
type Build = (operand: Value, siblings: Doc, compile: Compile) => FieldTest;

export const fieldOperators: Readonly<Record<string, Build | undefined>> = {
  $eq: equalTo,
  $ne: (operand) => not(equalTo(operand)),
  $gt: (operand) => ordered(operand, (order) => order > 0, false),
  $gte: (operand) => ordered(operand, (order) => order >= 0, true),
  $lt: (operand) => ordered(operand, (order) => order < 0, false),
  $lte: (operand) => ordered(operand, (order) => order <= 0, true),
  $in: oneOf,
  $nin: (operand) => not(oneOf(operand)),
  $not: (operand, _, compile) => not(negated(operand, compile)),
  $exists: (operand) => exists(operand),
  $type: typeOperator,
  $size: size,
  $all: all,
  $elemMatch: elemMatch,
  $mod: mod,
  $regex: (operand, siblings) => regexOperator(operand, siblings.get('$options')),
  $options: (_, siblings) => {
    if (!siblings.has('$regex')) throw new CommandError('BadValue', '$options needs a $regex');
    return () => true;
  },
  $bitsAllSet: (operand) => bitsOperator(operand, (bits, mask) => (bits & mask) === mask),
  $bitsAllClear: (operand) => bitsOperator(operand, (bits, mask) => (bits & mask) === 0n),
  $bitsAnySet: (operand) => bitsOperator(operand, (bits, mask) => (bits & mask) !== 0n),
  $bitsAnyClear: (operand) => bitsOperator(operand, (bits, mask) => (bits & mask) !== mask),
};

function not(test: FieldTest): FieldTest {
  return (values) => !test(values);
}

/** Null is equal to missing as well. */
export function equalTo(operand: Value): FieldTest {
  if (operand instanceof BSONRegExp)
    return anyElement((value) => value !== undefined && equalValues(value, operand));
  return anyElement((value) => (value === undefined ? operand === null : equalValues(value, operand)));
}

/** Orders only within the operand's own type, as MongoDB's queries do; MinKey and MaxKey are comparable to all. */
function ordered(operand: Value, holds: (order: number) => boolean, withEqual: boolean): FieldTest {
  const rank = typeRank(operand);
  const anyType = operand instanceof MinKey || operand instanceof MaxKey;
  return anyElement((value) => {
    if (value === undefined) return operand === null && withEqual;
    if (!anyType && typeRank(value) !== rank) return false;
    const order = compareValues(value, operand);
    if (isNaNValue(value) || isNaNValue(operand)) return withEqual && order === 0;
    return holds(order);
  });
}

function isNaNValue(value: Value): boolean {
  return isNumeric(value) && Number.isNaN(toNumber(value));
}

function oneOf(operand: Value): FieldTest {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$in needs an array');
  const patterns = operand.filter((value) => value instanceof BSONRegExp).map(compileRegex);
  const keys = new Set(operand.map(keyOf));
  const hasNull = operand.includes(null);
  const isIn = anyElement((value) => (value === undefined ? hasNull : keys.has(keyOf(value))));
  return (values) => isIn(values) || patterns.some((pattern) => pattern(values));
}

function negated(operand: Value, compile: Compile): FieldTest {
  if (!(operand instanceof BSONRegExp) && !compile.isOperatorDoc(operand))
    throw new CommandError('BadValue', '$not needs a regex or a document of operators');
  return compile.condition(operand);
}

function exists(operand: Value): FieldTest {
  const wanted = operand !== false && operand !== null && toNumber(operand) !== 0;
  return (values) => values.some((value) => value !== undefined) === wanted;
}

function size(operand: Value): FieldTest {
  const wanted = toNumber(operand);
  if (wanted === undefined || !Number.isInteger(wanted) || wanted < 0)
    throw new CommandError('BadValue', 'Failed to parse $size. Expected a non-negative integer');
  return (values) => values.some((value) => Array.isArray(value) && value.length === wanted);
}

function all(operand: Value, _: Doc, compile: Compile): FieldTest {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$all needs an array');
  const tests = operand.map(compile.condition);
  return (values) => tests.length > 0 && tests.every((test) => test(values));
}

function elemMatch(operand: Value, _: Doc, compile: Compile): FieldTest {
  if (!isDoc(operand)) throw new CommandError('BadValue', '$elemMatch needs an Object');
  const matches = elementTest(operand, compile);
  return (values) => values.some((value) => Array.isArray(value) && value.some(matches));
}

const logical = new Set(['$and', '$or', '$nor', '$expr', '$comment']);

/** The condition of an `$elemMatch` on one element: operators for any value, or a filter for documents. */
export function elementTest(operand: Doc, compile: Compile): (element: Value) => boolean {
  const first = operand.keys().next().value;
  if (compile.isOperatorDoc(operand) && first !== undefined && !logical.has(first)) {
    const test = compile.condition(operand);
    return (element) => test([element]);
  }
  const matches = compile.filter(operand);
  return (element) => isDoc(element) && matches(element);
}

function mod(operand: Value): FieldTest {
  const [divisor, remainder] = Array.isArray(operand) && operand.length === 2 ? operand.map(toNumber) : [];
  if (divisor === undefined || remainder === undefined || Math.trunc(divisor) === 0)
    throw new CommandError('BadValue', 'malformed mod: needs [divisor, remainder], the divisor not 0');
  const [by, rest] = [BigInt(Math.trunc(divisor)), BigInt(Math.trunc(remainder))];
  return anyElement((value) => {
    if (typeof value === 'bigint') return value % by === rest;
    const number = toNumber(value);
    return number !== undefined && Number.isFinite(number) && BigInt(Math.trunc(number)) % by === rest;
  });
}
