import { CommandError, unsupported } from '../errors.ts';
import { toNumber } from '../value/numbers.ts';
import { splitPath } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { compileCondition, isOperatorDoc } from './filter.ts';
import { elementTest } from './operators.ts';
import { compileFilter } from './filter.ts';
import { positionOf } from './position.ts';

/** What happens to one field: kept, left out, or turned into another value. */
type Leaf = 'keep' | 'drop' | ((value: Value, doc: Doc) => Value | undefined);
type Tree = Map<string, Leaf | Tree>;

/** A find projection; undefined where it changes nothing. Throws CommandError for what is not supported. */
export function compileProjection(projection: Doc, filter: Doc): ((doc: Doc) => Doc) | undefined {
  if (projection.size === 0) return undefined;
  const tree: Tree = new Map();
  let including: boolean | undefined;
  let only = true;
  for (const [path, operand] of projection) {
    const leaf = leafOf(path, operand, filter);
    addLeaf(tree, splitPath(path.replace(/\.\$$/, '')), leaf);
    if (path === '_id' && typeof leaf === 'string') continue;
    if (leaf === 'keep' || leaf === 'drop') {
      if (including !== undefined && including !== (leaf === 'keep'))
        throw new CommandError(
          'BadValue',
          `Cannot do ${including ? 'exclusion' : 'inclusion'} on field ${path} in ${including ? 'inclusion' : 'exclusion'} projection`,
        );
      including = leaf === 'keep';
    }
    if (typeof leaf === 'function' && !isSlice(operand)) including ??= true;
    only = false;
  }
  const inclusive = including ?? (only && tree.get('_id') === 'keep');
  if (inclusive && !tree.has('_id')) tree.set('_id', 'keep');
  return (doc) => projectDoc(doc, tree, inclusive, doc);
}

function leafOf(path: string, operand: Value, filter: Doc): Leaf {
  if (path.endsWith('.$')) return positional(path.slice(0, -2), filter);
  if (isDoc(operand)) {
    const [name, argument] = [...operand][0] ?? ['', null];
    if (name === '$slice') return slice(argument);
    if (name === '$elemMatch' && isDoc(argument)) return firstElement(argument);
    throw unsupported(`projection operator '${name}' on field '${path}' in find (use an aggregate)`);
  }
  if (typeof operand === 'boolean') return operand ? 'keep' : 'drop';
  const number = toNumber(operand);
  if (number === undefined)
    throw unsupported(`projection of field '${path}' to a value in find (use an aggregate)`);
  return number === 0 ? 'drop' : 'keep';
}

function isSlice(operand: Value): boolean {
  return isDoc(operand) && operand.has('$slice');
}

function addLeaf(tree: Tree, path: readonly string[], leaf: Leaf): void {
  const [name, ...rest] = path;
  if (name === undefined) return;
  const there = tree.get(name);
  if (rest.length === 0) {
    if (there !== undefined) throw new CommandError('BadValue', `Path collision at ${name}`);
    tree.set(name, leaf);
    return;
  }
  const below: Tree = there instanceof Map ? there : new Map();
  if (there !== undefined && !(there instanceof Map))
    throw new CommandError('BadValue', `Path collision at ${name}`);
  tree.set(name, below);
  addLeaf(below, rest, leaf);
}

function projectDoc(doc: Doc, tree: Tree, including: boolean, root: Doc): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const leaf = tree.get(name);
    const projected =
      leaf === undefined ? (including ? undefined : value) : projectField(value, leaf, including, root);
    if (projected !== undefined) result.set(name, projected);
  }
  return result;
}

function projectField(value: Value, leaf: Leaf | Tree, including: boolean, root: Doc): Value | undefined {
  if (leaf === 'keep') return value;
  if (leaf === 'drop') return undefined;
  if (typeof leaf === 'function') return leaf(value, root);
  if (isDoc(value)) return projectDoc(value, leaf, including, root);
  if (!Array.isArray(value)) return including ? undefined : value;
  return value.flatMap((element) => {
    const projected = projectField(element, leaf, including, root);
    return projected === undefined ? [] : [projected];
  });
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
  const matches = elementTest(condition, {
    filter: compileFilter,
    condition: compileCondition,
    isOperatorDoc,
  });
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
