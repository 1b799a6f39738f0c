import { CommandError, unsupported } from '../errors.ts';
import { splitPath } from '../value/paths.ts';
import { DateTime, isDoc, type Doc, type Value } from '../value/value.ts';
import { arithmeticOperators } from './arithmetic.ts';
import { arrayForms, arrayOperators } from './arrays.ts';
import { comparisonOperators } from './comparison.ts';
import { conversionForms, conversionOperators } from './conversion.ts';
import type { Env, Expression, Form, FunctionOperator } from './expression.ts';
import { logicForms, logicOperators } from './logic.ts';
import { delegated, delegatedForm } from './mingo.ts';
import { objectForms, objectOperators } from './objects.ts';
import { setOperators } from './sets.ts';
import { stringOperators } from './strings.ts';
import { totalOperators } from './totals.ts';

const functions: Readonly<Record<string, FunctionOperator | undefined>> = {
  ...arithmeticOperators,
  ...arrayOperators,
  ...comparisonOperators,
  ...conversionOperators,
  ...logicOperators,
  ...objectOperators,
  ...setOperators,
  ...stringOperators,
  ...totalOperators,
};

const forms: Readonly<Record<string, Form | undefined>> = {
  ...arrayForms,
  ...conversionForms,
  ...logicForms,
  ...objectForms,
  $literal: (operand) => () => operand,
};

/** An aggregation expression as a function. Throws CommandError for an operator that is unknown or not supported. */
export function compileExpression(operand: Value): Expression {
  if (typeof operand === 'string' && operand.startsWith('$')) return compilePath(operand);
  if (Array.isArray(operand)) {
    const parts = operand.map(compileExpression);
    return (env) => parts.map((part) => part(env) ?? null);
  }
  if (!isDoc(operand)) return () => operand;
  const [first] = operand;
  if (first?.[0].startsWith('$') !== true) return compileObject(operand);
  if (operand.size > 1)
    throw new CommandError(
      'BadValue',
      `an object representing an expression must have exactly one field, found ${[...operand.keys()].join(', ')}`,
    );
  return compileOperator(first[0], first[1]);
}

function compileObject(operand: Doc): Expression {
  const fields = [...operand].map(([name, part]) => [name, compileExpression(part)] as const);
  return (env) => {
    const doc: Doc = new Map();
    for (const [name, part] of fields) {
      const value = part(env);
      if (value !== undefined) doc.set(name, value);
    }
    return doc;
  };
}

function compileOperator(name: string, operand: Value): Expression {
  const form = forms[name];
  if (form !== undefined) return form(operand, compileExpression, name);
  if (delegated.has(name)) return delegatedForm(operand, compileExpression, name);
  const operator = functions[name];
  if (operator === undefined) throw unsupported(`expression operator '${name}'`);
  const args = (Array.isArray(operand) ? operand : [operand]).map(compileExpression);
  const [fewest, most] = operator.arity;
  if (args.length < fewest || args.length > most)
    throw new CommandError(
      'BadValue',
      `Expression ${name} takes ${fewest === most ? fewest : `${fewest} to ${most}`} arguments. ${args.length} were passed in.`,
    );
  return (env) =>
    operator.apply(
      args.map((arg) => arg(env)),
      name,
    );
}

function compilePath(text: string): Expression {
  if (!text.startsWith('$$')) {
    const path = splitPath(text.slice(1));
    return ({ root }) => fieldsOf(root, path, 0);
  }
  const [name = '', ...path] = splitPath(text.slice(2));
  return (env) => fieldsOf(variable(env, name), path, 0);
}

function variable(env: Env, name: string): Value | undefined {
  if (env.vars.has(name)) return env.vars.get(name);
  if (name === 'ROOT' || name === 'CURRENT') return env.root;
  if (name === 'REMOVE') return undefined;
  if (name === 'NOW') return DateTime.now();
  throw new CommandError('BadValue', `Use of undefined variable: ${name}`);
}

/** A path in an expression: through an array it gives the array of what its documents have there. */
function fieldsOf(value: Value | undefined, path: readonly string[], at: number): Value | undefined {
  const component = path[at];
  if (component === undefined || value === undefined) return value;
  if (isDoc(value)) return fieldsOf(value.get(component), path, at + 1);
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((element) => {
    const found = isDoc(element) || Array.isArray(element) ? fieldsOf(element, path, at) : undefined;
    return found === undefined ? [] : [found];
  });
}
