import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { compileExpression } from '../expressions/compile.ts';
import type { Env, Expression, Variables } from '../expressions/expression.ts';
import { compareValues } from '../value/compare.ts';
import { keyOf } from '../value/key.ts';
import { toNumber } from '../value/numbers.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { compileAccumulator, type Accumulator } from './accumulators.ts';
import { docOperand } from './select.ts';
import type { Stage, StageBuilder } from './stage.ts';

export const group: StageBuilder = (operand, { vars }) => {
  const spec = docOperand('$group', operand);
  const id = spec.get('_id');
  if (id === undefined) throw new CommandError('BadValue', 'a group specification must include an _id');
  return grouping(compileExpression(id), fieldsOf(spec), vars);
};

type Fields = readonly (readonly [string, Accumulator])[];

function fieldsOf(spec: Doc): Fields {
  return [...spec].flatMap(([name, operand]) =>
    name === '_id' ? [] : [[name, compileAccumulator(name, operand)] as const],
  );
}

/** Groups in the order in which their first documents come. */
function grouping(id: Expression, fields: Fields, vars: Variables): Stage {
  return function* (docs) {
    const groups = new Map<string, { id: Value; members: Env[] }>();
    for (const root of docs) {
      const env: Env = { root, vars };
      const value = id(env) ?? null;
      const key = keyOf(value);
      const found = groups.get(key);
      if (found === undefined) groups.set(key, { id: value, members: [env] });
      else found.members.push(env);
    }
    for (const { id: value, members } of groups.values())
      yield new Map<string, Value>([
        ['_id', value],
        ...fields.map(([name, total]): [string, Value] => [name, total(members)]),
      ]);
  };
}

export const sortByCount: StageBuilder = (operand, { vars }) => {
  const counted = grouping(
    compileExpression(operand),
    [['count', (members) => new Int32(members.length)]],
    vars,
  );
  return (docs) => [...counted(docs)].sort((a, b) => countIn(b) - countIn(a));
};

function countIn(doc: Doc): number {
  return toNumber(doc.get('count')) ?? 0;
}

export const bucket: StageBuilder = (operand, { vars }) => {
  const spec = docOperand('$bucket', operand);
  const boundaries = spec.get('boundaries');
  const by = spec.get('groupBy');
  if (!Array.isArray(boundaries) || boundaries.length < 2 || by === undefined)
    throw new CommandError('BadValue', '$bucket requires groupBy and at least two boundaries');
  const expression = compileExpression(by);
  const fallback = spec.get('default');
  const output = spec.get('output');
  const fields: Fields = isDoc(output)
    ? fieldsOf(output)
    : [['count', (members) => new Int32(members.length)]];
  const id: Expression = (env) => {
    const value = expression(env) ?? null;
    const at = boundaries.findIndex((boundary, index) => {
      const next = boundaries[index + 1];
      return next !== undefined && compareValues(value, boundary) >= 0 && compareValues(value, next) < 0;
    });
    const found = boundaries[at] ?? fallback;
    if (found === undefined)
      throw new CommandError(
        'BadValue',
        '$bucket could not find a matching branch for an input, and no default was specified.',
      );
    return found;
  };
  const grouped = grouping(id, fields, vars);
  return (docs) =>
    [...grouped(docs)].sort((a, b) => compareValues(a.get('_id') ?? null, b.get('_id') ?? null));
};
