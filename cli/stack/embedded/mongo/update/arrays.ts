import { BSONRegExp } from 'bson';
import { CommandError } from '../errors.ts';
import { compileCondition, compileFilter, isOperatorDoc } from '../query/filter.ts';
import { compileSort } from '../query/sort.ts';
import { docText, shellText } from '../value/shell-text.ts';
import { compareValues, equalValues } from '../value/compare.ts';
import { keyOf } from '../value/key.ts';
import { toNumber } from '../value/numbers.ts';
import { typeName } from '../value/types.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import type { Site } from './site.ts';

/** `$push` with `$each`, `$position`, `$sort` and `$slice`, applied in that order. */
export function push(old: Value | undefined, operand: Value, site: Site): Value {
  if (old !== undefined && !Array.isArray(old))
    throw new CommandError(
      'BadValue',
      `The field '${site.path}' must be an array but is of type ${typeName(old)} in document ${docText(new Map([['_id', site.id]]))}`,
    );
  const present = old ?? [];
  if (!isDoc(operand) || !operand.has('$each')) return [...present, operand];
  for (const name of operand.keys())
    if (!pushModifiers.has(name)) throw new CommandError('BadValue', `Unrecognized clause in $push: ${name}`);
  const position = integer(operand, '$position') ?? present.length;
  const at = position < 0 ? Math.max(0, present.length + position) : Math.min(position, present.length);
  const grown = [...present.slice(0, at), ...eachOf('$push', operand), ...present.slice(at)];
  const sort = operand.get('$sort');
  if (sort !== undefined) sortElements(grown, sort);
  const slice = integer(operand, '$slice');
  if (slice === undefined) return grown;
  if (slice === 0) return [];
  return slice < 0 ? grown.slice(slice) : grown.slice(0, slice);
}

const pushModifiers = new Set(['$each', '$position', '$sort', '$slice']);

function sortElements(elements: Value[], sort: Value): void {
  const direction = toNumber(sort);
  if (direction === 1 || direction === -1) elements.sort((a, b) => direction * compareValues(a, b));
  else if (isDoc(sort)) {
    const compare = compileSort(sort);
    elements.sort((a, b) => compare(asDoc(a), asDoc(b)));
  } else throw new CommandError('BadValue', 'The $sort is invalid: use 1, -1 or a document of fields');
}

const empty: Doc = new Map();

function asDoc(value: Value): Doc {
  return isDoc(value) ? value : empty;
}

export function addToSet(old: Value | undefined, operand: Value, { path }: Site): Value {
  if (old !== undefined && !Array.isArray(old))
    throw new CommandError(
      'BadValue',
      `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${typeName(old)}`,
    );
  const elements = isDoc(operand) && operand.has('$each') ? eachOf('$addToSet', operand) : [operand];
  const seen = new Set((old ?? []).map(keyOf));
  const added = elements.filter((element) => {
    const key = keyOf(element);
    return !seen.has(key) && seen.add(key);
  });
  return old !== undefined && added.length === 0 ? old : [...(old ?? []), ...added];
}

export function pull(old: Value | undefined, operand: Value): Value | undefined {
  const matches = pullTest(operand);
  return without('$pull', old, matches);
}

export function pullAll(old: Value | undefined, operand: Value): Value | undefined {
  if (!Array.isArray(operand)) throw new CommandError('BadValue', '$pullAll requires an array argument');
  const keys = new Set(operand.map(keyOf));
  return without('$pullAll', old, (element) => keys.has(keyOf(element)));
}

export function pop(old: Value | undefined, operand: Value, { path }: Site): Value | undefined {
  const end = toNumber(operand);
  if (end !== 1 && end !== -1)
    throw new CommandError('FailedToParse', `$pop expects 1 or -1, found: ${shellText(operand)}`);
  if (old === undefined) return undefined;
  if (!Array.isArray(old))
    throw new CommandError(
      'TypeMismatch',
      `Path '${path}' contains an element of non-array type '${typeName(old)}'`,
    );
  if (old.length === 0) return old;
  return end === 1 ? old.slice(0, -1) : old.slice(1);
}

/** A document is a filter for documents; operators, patterns and plain values test any element. */
function pullTest(operand: Value): (element: Value) => boolean {
  if (operand instanceof BSONRegExp || isOperatorDoc(operand)) {
    const test = compileCondition(operand);
    return (element) => test([element]);
  }
  if (!isDoc(operand)) return (element) => equalValues(element, operand);
  const matches = compileFilter(operand);
  return (element) => isDoc(element) && matches(element);
}

function without(
  name: string,
  old: Value | undefined,
  matches: (element: Value) => boolean,
): Value | undefined {
  if (old === undefined) return undefined;
  if (!Array.isArray(old)) throw new CommandError('BadValue', `Cannot apply ${name} to a non-array value`);
  const kept = old.filter((element) => !matches(element));
  return kept.length === old.length ? old : kept;
}

function eachOf(name: string, operand: Doc): Value[] {
  const each = operand.get('$each');
  if (!Array.isArray(each))
    throw new CommandError('TypeMismatch', `The argument to $each in ${name} must be an array`);
  return each;
}

function integer(operand: Doc, name: string): number | undefined {
  const value = operand.get(name);
  if (value === undefined) return undefined;
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number))
    throw new CommandError('BadValue', `The value for ${name} must be an integer value`);
  return number;
}
