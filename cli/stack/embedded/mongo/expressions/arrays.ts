import { Int32 } from 'bson';
import { CommandError, unsupported } from '../errors.ts';
import { compileSort } from '../query/sort.ts';
import { compareValues, equalValues } from '../value/compare.ts';
import { toNumber } from '../value/numbers.ts';
import { typeName } from '../value/types.ts';
import { docOf, isDoc, type Doc, type Value } from '../value/value.ts';
import {
  isNullish,
  type Compile,
  type Env,
  type Expression,
  type Form,
  type FunctionOperator,
} from './expression.ts';
import { isTrue } from './logic.ts';

export const arrayOperators: Readonly<Record<string, FunctionOperator>> = {
  $isArray: { arity: [1, 1], apply: ([value]) => Array.isArray(value) },
  $size: { arity: [1, 1], apply: ([value], name) => new Int32(array(name, value).length) },
  $first: onArray((elements) => elements[0]),
  $last: onArray((elements) => elements.at(-1)),
  $reverseArray: onArray((elements) => elements.toReversed()),
  $arrayElemAt: onArray((elements, [index], name) => elements.at(integer(name, index))),
  $in: {
    arity: [2, 2],
    apply: ([value, list], name) => array(name, list).some((element) => equalValues(element, value ?? null)),
  },
  $indexOfArray: onArray(
    (elements, [wanted]) => new Int32(elements.findIndex((element) => equalValues(element, wanted ?? null))),
  ),
  $concatArrays: {
    arity: [0, Infinity],
    apply: (args, name) => (args.some(isNullish) ? null : args.flatMap((arg) => array(name, arg))),
  },
  $slice: onArray(slice, 3),
  $range: {
    arity: [2, 3],
    apply: ([from, to, by], name) =>
      range(integer(name, from), integer(name, to), by === undefined ? 1 : integer(name, by)),
  },
  $arrayToObject: onArray((elements, _, name) => new Map(elements.map((element) => pairOf(name, element)))),
};

export const arrayForms: Readonly<Record<string, Form>> = {
  $map: (operand, compile, name) => {
    const { input, as, body } = loop(operand, compile, name, 'in');
    return overInput(input, name, (elements, env) =>
      elements.map((element) => body(bind(env, { [as]: element })) ?? null),
    );
  },
  $filter: (operand, compile, name) => {
    const { input, as, body, limit } = loop(operand, compile, name, 'cond');
    return overInput(input, name, (elements, env) => {
      const found = elements.filter((element) => isTrue(body(bind(env, { [as]: element }))));
      const most = limit?.(env);
      return isNullish(most) ? found : found.slice(0, integer(name, most));
    });
  },
  $reduce: (operand, compile, name) => {
    const [input, initial, body] = ['input', 'initialValue', 'in'].map((field) =>
      compile(part(operand, name, field)),
    );
    if (input === undefined || initial === undefined || body === undefined)
      throw new CommandError('BadValue', `${name} is incomplete`);
    return overInput(input, name, (elements, env) =>
      elements.reduce<Value | undefined>(
        (value, element) => body(bind(env, { value, this: element })),
        initial(env),
      ),
    );
  },
  $sortArray: (operand, compile, name) => {
    const input = compile(part(operand, name, 'input'));
    const by = part(operand, name, 'sortBy');
    const compare = isDoc(by) ? byFields(by) : byValue(integer(name, by));
    return overInput(input, name, (elements) => elements.toSorted(compare));
  },
};

export function bind(env: Env, vars: Readonly<Record<string, Value | undefined>>): Env {
  return { root: env.root, vars: new Map([...env.vars, ...Object.entries(vars)]) };
}

export function part(operand: Value, name: string, field: string): Value {
  const value = isDoc(operand) ? operand.get(field) : undefined;
  if (value === undefined) throw new CommandError('BadValue', `Missing '${field}' parameter to ${name}`);
  return value;
}

interface Loop {
  readonly input: Expression;
  readonly as: string;
  readonly body: Expression;
  readonly limit: Expression | undefined;
}

function loop(operand: Value, compile: Compile, name: string, bodyField: string): Loop {
  const as = isDoc(operand) ? (operand.get('as') ?? 'this') : 'this';
  if (typeof as !== 'string') throw new CommandError('BadValue', `'as' of ${name} must be a string`);
  const limit = isDoc(operand) ? operand.get('limit') : undefined;
  if (limit !== undefined && name !== '$filter') throw unsupported(`'limit' of ${name}`);
  return {
    input: compile(part(operand, name, 'input')),
    as,
    body: compile(part(operand, name, bodyField)),
    limit: limit === undefined ? undefined : compile(limit),
  };
}

function overInput(
  input: Expression,
  name: string,
  use: (elements: readonly Value[], env: Env) => Value | undefined,
): Expression {
  return (env) => {
    const value = input(env);
    return isNullish(value) ? null : use(array(name, value), env);
  };
}

function onArray(
  use: (elements: readonly Value[], rest: readonly (Value | undefined)[], name: string) => Value | undefined,
  most = 2,
): FunctionOperator {
  return {
    arity: [1, most],
    apply: ([value, ...rest], name) => (isNullish(value) ? null : use(array(name, value), rest, name)),
  };
}

export function array(name: string, value: Value | undefined): readonly Value[] {
  if (Array.isArray(value)) return value;
  throw new CommandError(
    'TypeMismatch',
    `The argument to ${name} must be an array, but was of type: ${value === undefined ? 'missing' : typeName(value)}`,
  );
}

function integer(name: string, value: Value | undefined): number {
  const number = toNumber(value);
  if (number !== undefined && Number.isInteger(number)) return number;
  throw new CommandError('TypeMismatch', `${name} needs a whole number`);
}

function slice(
  elements: readonly Value[],
  [first, second]: readonly (Value | undefined)[],
  name: string,
): Value {
  const from = integer(name, first);
  if (second === undefined) return from < 0 ? elements.slice(from) : elements.slice(0, from);
  const start = from < 0 ? Math.max(0, elements.length + from) : from;
  return elements.slice(start, start + integer(name, second));
}

const maxRange = 1_000_000;

function range(from: number, to: number, by: number): Value {
  if (by === 0) throw new CommandError('BadValue', '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((to - from) / by));
  if (length > maxRange)
    throw new CommandError('BadValue', `$range of ${length} elements, at most ${maxRange} are allowed`);
  return Array.from({ length }, (_, at) => new Int32(from + at * by));
}

function pairOf(name: string, element: Value): [string, Value] {
  const [key, value] = isDoc(element) ? [element.get('k'), element.get('v')] : array(name, element);
  if (typeof key !== 'string' || value === undefined)
    throw new CommandError('BadValue', `${name} needs pairs of a string and a value`);
  return [key, value];
}

function byFields(sort: Doc): (a: Value, b: Value) => number {
  const compare = compileSort(sort);
  return (a, b) => compare(isDoc(a) ? a : docOf({}), isDoc(b) ? b : docOf({}));
}

function byValue(direction: number): (a: Value, b: Value) => number {
  return (a, b) => direction * compareValues(a, b);
}
