import { CommandError } from '../errors.ts';
import { compileExpression } from '../expressions/compile.ts';
import type { Variables } from '../expressions/expression.ts';
import { toNumber } from '../value/numbers.ts';
import { splitPath } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { elementCondition } from './filter.ts';
import { positionOf } from './position.ts';
import { addLeaf, projectDoc, type Leaf, type Tree } from './projection-tree.ts';

const noVariables: Variables = new Map();

/** A find projection; undefined where it changes nothing. `filter` is what `field.$` refers to. Throws CommandError. */
export function compileProjection(projection: Doc, filter: Doc): ((doc: Doc) => Doc) | undefined {
  if (projection.size === 0) return undefined;
  const entries = [...projection].flatMap(([path, operand]) => findEntries(path, operand, filter));
  return build(entries, noVariables);
}

function findEntries(path: string, operand: Value, filter: Doc): Entry[] {
  if (path.endsWith('.$')) return [{ path: path.slice(0, -2), leaf: positional(path.slice(0, -2), filter) }];
  if (!isDoc(operand)) return [{ path, leaf: simpleLeaf(operand) }];
  if (operand.keys().next().value?.startsWith('$') !== true) return [...flattened(operand, `${path}.`)];
  return [{ path, leaf: operatorLeaf(operand), neutral: operand.has('$slice') }];
}

/** The same for `$project`: no positional operators, nested documents are paths. Throws CommandError. */
export function compileProject(projection: Doc, vars: Variables): (doc: Doc) => Doc {
  return build([...flattened(projection, '')], vars);
}

interface Entry {
  readonly path: string;
  readonly leaf: Leaf;
  /** Says nothing about whether the other fields are kept. */
  readonly neutral?: boolean;
}

function build(entries: readonly Entry[], vars: Variables): (doc: Doc) => Doc {
  const tree: Tree = new Map();
  for (const { path, leaf } of entries) addLeaf(tree, splitPath(path), leaf);
  const including = isIncluding(entries);
  if (including && !tree.has('_id')) tree.set('_id', 'keep');
  return (doc) => projectDoc(doc, tree, including, { root: doc, vars });
}

/** The first field other than _id decides; the others must agree with it. */
function isIncluding(entries: readonly Entry[]): boolean {
  const telling = entries.filter(
    ({ path, leaf, neutral }) => neutral !== true && (path !== '_id' || typeof leaf !== 'string'),
  );
  const [first] = telling;
  if (first === undefined) return entries.some(({ path, leaf }) => path === '_id' && leaf === 'keep');
  const including = first.leaf !== 'drop';
  for (const { path, leaf } of telling)
    if ((leaf !== 'drop') !== including)
      throw new CommandError(
        'BadValue',
        `Cannot do ${including ? 'exclusion' : 'inclusion'} on field ${path} in ${including ? 'inclusion' : 'exclusion'} projection`,
      );
  return including;
}

function* flattened(projection: Doc, prefix: string): Generator<Entry> {
  for (const [name, operand] of projection) {
    const path = prefix + name;
    if (isDoc(operand) && operand.keys().next().value?.startsWith('$') !== true)
      yield* flattened(operand, `${path}.`);
    else yield { path, leaf: simpleLeaf(operand) };
  }
}

function simpleLeaf(operand: Value): Leaf {
  if (typeof operand === 'boolean') return operand ? 'keep' : 'drop';
  const number = toNumber(operand);
  if (number !== undefined) return number === 0 ? 'drop' : 'keep';
  return { compute: compileExpression(operand) };
}

function operatorLeaf(operand: Doc): Leaf {
  const [name, argument] = [...operand][0] ?? ['', null];
  if (name === '$slice' && !(Array.isArray(argument) && typeof argument[0] === 'string'))
    return slice(argument);
  if (name === '$elemMatch' && isDoc(argument)) return firstElement(argument);
  return { compute: compileExpression(operand) };
}

function slice(argument: Value): Leaf {
  const [from, count] = Array.isArray(argument) ? argument.map(toNumber) : [toNumber(argument)];
  if (from === undefined || (Array.isArray(argument) && (count === undefined || count <= 0)))
    throw new CommandError('BadValue', '$slice needs a number, or [skip, a number above 0]');
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (count === undefined) return from < 0 ? value.slice(from) : value.slice(0, from);
    const start = from < 0 ? Math.max(0, value.length + from) : from;
    return value.slice(start, start + count);
  };
}

function firstElement(condition: Doc): Leaf {
  const matches = elementCondition(condition);
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const found = value.find(matches);
    return found === undefined ? undefined : [found];
  };
}

function positional(path: string, filter: Doc): Leaf {
  return (value, root) => {
    if (!Array.isArray(value)) return value;
    const position = positionOf(filter, root, splitPath(path));
    if (position === undefined)
      throw new CommandError(
        'BadValue',
        "Executor error during find command :: caused by :: positional operator '.$' couldn't find a matching element in the array",
      );
    return value.slice(position, position + 1);
  };
}
