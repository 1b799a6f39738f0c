import { CommandError } from '../errors.ts';
import { toNumber } from '../value/numbers.ts';
import { isDoc, type Value } from '../value/value.ts';
import { isNullish, type Compile, type Expression, type Form, type FunctionOperator } from './expression.ts';

/** False, null, missing and zero are false; all else, empty text and arrays included, is true. */
export function isTrue(value: Value | undefined): boolean {
  return !isNullish(value) && value !== false && toNumber(value) !== 0;
}

export const logicOperators: Readonly<Record<string, FunctionOperator>> = {
  $not: { arity: [1, 1], apply: ([value]) => !isTrue(value) },
};

export const logicForms: Readonly<Record<string, Form>> = {
  $and: (operand, compile) => {
    const parts = list(operand, compile);
    return (env) => parts.every((part) => isTrue(part(env)));
  },
  $or: (operand, compile) => {
    const parts = list(operand, compile);
    return (env) => parts.some((part) => isTrue(part(env)));
  },
  $ifNull: (operand, compile) => {
    const parts = list(operand, compile);
    if (parts.length < 2) throw new CommandError('BadValue', '$ifNull needs at least two arguments');
    return (env) => {
      let value: Value | undefined;
      for (const part of parts) {
        value = part(env);
        if (!isNullish(value)) return value;
      }
      return value;
    };
  },
  $cond: (operand, compile) => {
    const parts = isDoc(operand) ? ['if', 'then', 'else'].map((name) => operand.get(name)) : operand;
    const [test, then, otherwise] = Array.isArray(parts) ? parts : [];
    if (test === undefined || then === undefined || otherwise === undefined)
      throw new CommandError('BadValue', "$cond needs 'if', 'then' and 'else'");
    const [isMet, yes, no] = [compile(test), compile(then), compile(otherwise)];
    return (env) => (isTrue(isMet(env)) ? yes(env) : no(env));
  },
  $switch: (operand, compile) => {
    const branches = isDoc(operand) ? operand.get('branches') : undefined;
    if (!isDoc(operand) || !Array.isArray(branches))
      throw new CommandError('BadValue', "$switch needs an array of 'branches'");
    const cases = branches.map((branch) => {
      const [test, then] = isDoc(branch) ? [branch.get('case'), branch.get('then')] : [];
      if (test === undefined || then === undefined)
        throw new CommandError('BadValue', "a $switch branch needs 'case' and 'then'");
      return [compile(test), compile(then)] as const;
    });
    const fallback = operand.get('default');
    const otherwise = fallback === undefined ? noBranch : compile(fallback);
    return (env) => (cases.find(([test]) => isTrue(test(env)))?.[1] ?? otherwise)(env);
  },
};

function noBranch(): never {
  throw new CommandError(
    'BadValue',
    '$switch could not find a matching branch for an input, and no default was specified.',
  );
}

function list(operand: Value, compile: Compile): Expression[] {
  return (Array.isArray(operand) ? operand : [operand]).map(compile);
}
