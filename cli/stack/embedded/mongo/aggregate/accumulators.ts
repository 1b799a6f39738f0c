import { Int32 } from 'bson';
import { CommandError, unsupported } from '../errors.ts';
import { compileExpression } from '../expressions/compile.ts';
import type { Env, Expression } from '../expressions/expression.ts';
import { mergeObjects } from '../expressions/objects.ts';
import { totals } from '../expressions/totals.ts';
import { compileSort } from '../query/sort.ts';
import { keyOf } from '../value/key.ts';
import { toNumber } from '../value/numbers.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';

/** What `$group` makes of the documents of one group. */
export type Accumulator = (group: readonly Env[]) => Value;

/** Accumulators over the values that one expression has in the group. */
const overValues: Readonly<Record<string, ((values: (Value | undefined)[]) => Value) | undefined>> = {
  ...totals,
  $first: (values) => values[0] ?? null,
  $last: (values) => values.at(-1) ?? null,
  $push: (values) => values.filter((value) => value !== undefined),
  $addToSet: (values) => [
    ...new Map(values.flatMap((value) => (value === undefined ? [] : [[keyOf(value), value]]))).values(),
  ],
  $mergeObjects: mergeObjects,
};

/** Throws CommandError for an accumulator that is unknown or not supported. */
export function compileAccumulator(field: string, operand: Value): Accumulator {
  const [only] = isDoc(operand) ? operand : [];
  if (only === undefined || !isDoc(operand) || operand.size !== 1)
    throw new CommandError('BadValue', `The field '${field}' must be an accumulator object`);
  const [name, argument] = only;
  if (name === '$count') return (group) => new Int32(group.length);
  if (isDoc(argument) && ranked.has(name)) return compileRanked(name, argument);
  const total = overValues[name];
  if (total === undefined) throw unsupported(`accumulator '${name}'`);
  const expression = compileExpression(argument);
  return (group) => total(group.map(expression));
}

const ranked = new Set(['$top', '$topN', '$bottom', '$bottomN', '$firstN', '$lastN', '$minN', '$maxN']);

/** `$top` and its kin: some of the group's values, after sorting documents or values. */
function compileRanked(name: string, spec: Doc): Accumulator {
  const output = compileExpression(spec.get('output') ?? spec.get('input') ?? null);
  const many = name.endsWith('N') ? countOf(name, spec) : 1;
  const order = orderOf(name, spec, output);
  const fromEnd = name.startsWith('$bottom') || name.startsWith('$last');
  return (group) => {
    const sorted = order === undefined ? group : [...group].sort(order);
    const chosen = fromEnd ? sorted.slice(-many) : sorted.slice(0, many);
    const values = chosen.map((env) => output(env) ?? null);
    return name.endsWith('N') ? values : (values[0] ?? null);
  };
}

function orderOf(name: string, spec: Doc, output: Expression): ((a: Env, b: Env) => number) | undefined {
  if (name === '$minN' || name === '$maxN') {
    const compare = compileSort(new Map([['v', name === '$minN' ? 1 : -1]]));
    return (a, b) => compare(new Map([['v', output(a) ?? null]]), new Map([['v', output(b) ?? null]]));
  }
  if (name === '$firstN' || name === '$lastN') return undefined;
  const sortBy = spec.get('sortBy');
  if (!isDoc(sortBy)) throw new CommandError('BadValue', `${name} needs a sortBy`);
  const compare = compileSort(sortBy);
  return (a, b) => compare(a.root, b.root);
}

function countOf(name: string, spec: Doc): number {
  const many = toNumber(spec.get('n'));
  if (many === undefined || !Number.isInteger(many) || many < 1)
    throw new CommandError('BadValue', `'n' of ${name} must be a whole number above 0`);
  return many;
}
