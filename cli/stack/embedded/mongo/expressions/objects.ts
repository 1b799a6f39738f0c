import { CommandError } from '../errors.ts';
import { docOf, isDoc, type Doc, type Value } from '../value/value.ts';
import { bind, part } from './arrays.ts';
import { isNullish, type Form, type FunctionOperator } from './expression.ts';

export const objectOperators: Readonly<Record<string, FunctionOperator>> = {
  $mergeObjects: {
    arity: [0, Infinity],
    apply: (args) => mergeObjects(args.length === 1 && Array.isArray(args[0]) ? args[0] : args),
  },
  $objectToArray: {
    arity: [1, 1],
    apply([value], name) {
      if (isNullish(value)) return null;
      if (!isDoc(value)) throw new CommandError('TypeMismatch', `${name} requires a document input`);
      return [...value].map(([k, v]) => docOf({ k, v }));
    },
  },
};

export function mergeObjects(values: readonly (Value | undefined)[]): Doc {
  const merged: Doc = new Map();
  for (const value of values) {
    if (isNullish(value)) continue;
    if (!isDoc(value)) throw new CommandError('TypeMismatch', '$mergeObjects requires object inputs');
    for (const [name, field] of value) merged.set(name, field);
  }
  return merged;
}

export const objectForms: Readonly<Record<string, Form>> = {
  $getField: (operand, compile, name) => {
    const field = isDoc(operand) && operand.has('field') ? part(operand, name, 'field') : operand;
    const input = isDoc(operand) && operand.has('input') ? compile(part(operand, name, 'input')) : undefined;
    if (typeof field !== 'string')
      throw new CommandError('BadValue', "$getField requires 'field' to be a string");
    return (env) => {
      const from = input === undefined ? env.root : input(env);
      return isDoc(from) ? from.get(field) : undefined;
    };
  },
  $let: (operand, compile, name) => {
    const vars = part(operand, name, 'vars');
    if (!isDoc(vars))
      throw new CommandError('BadValue', 'invalid parameter: expected an object (vars) to $let');
    const bindings = [...vars].map(([variable, value]) => [variable, compile(value)] as const);
    const body = compile(part(operand, name, 'in'));
    return (env) =>
      body(bind(env, Object.fromEntries(bindings.map(([variable, value]) => [variable, value(env)]))));
  },
};
