import { BSONRegExp } from 'bson';
import { CommandError } from '../errors.ts';
import type { Variables } from '../expressions/expression.ts';
import { splitPath, valuesAt } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { compileExpr } from './expr.ts';
import type { FieldTest } from './field-test.ts';
import { elementTest, equalTo, fieldOperators } from './operators.ts';
import { compileRegex } from './regex.ts';

export type Predicate = (doc: Doc) => boolean;

const noVariables: Variables = new Map();

/**
 * A filter of MongoDB's query language as a function. `vars` are for `$expr`. Throws CommandError for what is unknown or
 * not supported.
 */
export function compileFilter(filter: Doc, vars: Variables = noVariables): Predicate {
  const parts = [...filter].map(([name, operand]) =>
    name.startsWith('$') ? compileLogical(name, operand, vars) : compileField(name, operand),
  );
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  return (doc) => parts.every((part) => part(doc));
}

function compileLogical(name: string, operand: Value, vars: Variables): Predicate {
  if (name === '$comment') return () => true;
  if (name === '$expr') return compileExpr(operand, vars);
  if (name !== '$and' && name !== '$or' && name !== '$nor')
    throw new CommandError('BadValue', `unknown top level operator: ${name}`);
  const parts = filtersOf(name, operand).map((filter) => compileFilter(filter, vars));
  if (name === '$and') return (doc) => parts.every((part) => part(doc));
  if (name === '$or') return (doc) => parts.some((part) => part(doc));
  return (doc) => !parts.some((part) => part(doc));
}

export function filtersOf(name: string, operand: Value): Doc[] {
  if (!Array.isArray(operand) || operand.length === 0 || !operand.every(isDoc))
    throw new CommandError('BadValue', `${name} must be a nonempty array of objects`);
  return operand;
}

function compileField(path: string, operand: Value): Predicate {
  const components = splitPath(path);
  const test = compileCondition(operand);
  return (doc) => test(valuesAt(doc, components));
}

/** True for `{ $gt: 1 }` and the like; false for a document that is meant as a value. */
export function isOperatorDoc(operand: Value): operand is Doc {
  if (!isDoc(operand)) return false;
  const first = operand.keys().next().value;
  return (
    first !== undefined && first.startsWith('$') && first !== '$ref' && first !== '$id' && first !== '$db'
  );
}

/** What a field's condition says about the values found at its path. */
export function compileCondition(operand: Value): FieldTest {
  if (operand instanceof BSONRegExp) return compileRegex(operand);
  if (!isOperatorDoc(operand)) return equalTo(operand);
  const tests: FieldTest[] = [];
  for (const [name, argument] of operand) {
    const build = fieldOperators[name];
    if (build === undefined) throw new CommandError('BadValue', `unknown operator: ${name}`);
    tests.push(build(argument, operand, compile));
  }
  return (values) => tests.every((test) => test(values));
}

const compile = { filter: compileFilter, condition: compileCondition, isOperatorDoc };

/** The condition of an `$elemMatch` on one element. */
export function elementCondition(condition: Doc): (element: Value) => boolean {
  return elementTest(condition, compile);
}
