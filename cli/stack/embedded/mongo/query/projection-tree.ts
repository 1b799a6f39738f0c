import { CommandError } from '../errors.ts';
import type { Env, Expression } from '../expressions/expression.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';

/** A field that is computed whether or not it is there. */
export interface Computed {
  readonly compute: Expression;
}

/** What happens to one field: kept, left out, turned into another value, or computed. */
export type Leaf = 'keep' | 'drop' | ((value: Value, root: Doc) => Value | undefined) | Computed;

/** Leaves by path component, in the order of the specification. */
export type Tree = Map<string, Leaf | Tree>;

/** Throws where a path is another's beginning. */
export function addLeaf(tree: Tree, path: readonly string[], leaf: Leaf): void {
  const [name = '', ...rest] = path;
  const there = tree.get(name);
  if (rest.length === 0) {
    if (there !== undefined) throw new CommandError('BadValue', `Path collision at ${name}`);
    tree.set(name, leaf);
    return;
  }
  if (there !== undefined && !(there instanceof Map))
    throw new CommandError('BadValue', `Path collision at ${name}`);
  const below: Tree = there ?? new Map();
  tree.set(name, below);
  addLeaf(below, rest, leaf);
}

/** `including`: fields that the tree does not name are left out; else they stay. */
export function projectDoc(doc: Doc, tree: Tree, including: boolean, env: Env): Doc {
  const result: Doc = new Map();
  for (const [name, value] of doc) {
    const leaf = tree.get(name);
    if (leaf === undefined && including) continue;
    if (including && isComputed(leaf)) continue; // follows behind, in the order of the specification
    const projected = leaf === undefined ? value : projectField(value, leaf, including, env);
    if (projected !== undefined) result.set(name, projected);
  }
  for (const [name, leaf] of tree) {
    if (doc.has(name) && !(including && isComputed(leaf))) continue;
    const made = make(leaf, including, env);
    if (made !== undefined) result.set(name, made);
  }
  return result;
}

function projectField(value: Value, leaf: Leaf | Tree, including: boolean, env: Env): Value | undefined {
  if (leaf === 'keep') return value;
  if (leaf === 'drop') return undefined;
  if (typeof leaf === 'function') return leaf(value, env.root);
  if (isComputed(leaf)) return leaf.compute(env);
  if (isDoc(value)) return projectDoc(value, leaf, including, env);
  if (!Array.isArray(value)) return make(leaf, including, env) ?? (including ? undefined : value);
  return value.flatMap((element) => {
    const projected = projectField(element, leaf, including, env);
    return projected === undefined ? [] : [projected];
  });
}

/** A field that is not in the document: computed, or a document of computed ones. */
function make(leaf: Leaf | Tree, including: boolean, env: Env): Value | undefined {
  if (isComputed(leaf)) return leaf.compute(env);
  if (!(leaf instanceof Map)) return undefined;
  const made = projectDoc(new Map(), leaf, including, env);
  return made.size > 0 ? made : undefined;
}

function isComputed(leaf: Leaf | Tree | undefined): leaf is Computed {
  return typeof leaf === 'object' && !(leaf instanceof Map);
}
