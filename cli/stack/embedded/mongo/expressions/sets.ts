import { keyOf } from '../value/key.ts';
import type { Value } from '../value/value.ts';
import { array } from './arrays.ts';
import { isNullish, type FunctionOperator } from './expression.ts';
import { isTrue } from './logic.ts';

type Keyed = ReadonlyMap<string, Value>;

/** Sets by MongoDB's equality: 1 and 1.0 are one element. */
export const setOperators: Readonly<Record<string, FunctionOperator>> = {
  $setUnion: onSets((sets) => [...new Map(sets.flatMap((set) => [...set])).values()]),
  $setIntersection: onSets(([first = new Map<string, Value>(), ...others]) =>
    [...first].flatMap(([key, value]) => (others.every((other) => other.has(key)) ? [value] : [])),
  ),
  $setDifference: onSets(([a, b]) =>
    [...(a ?? [])].flatMap(([key, value]) => (b?.has(key) === true ? [] : [value])),
  ),
  $setEquals: onSets(([first, ...others]) =>
    others.every((other) => other.size === first?.size && isSubset(first, other)),
  ),
  $setIsSubset: onSets(([a, b]) => a !== undefined && b !== undefined && isSubset(a, b)),
  $anyElementTrue: { arity: [1, 1], apply: ([value], name) => array(name, value).some(isTrue) },
  $allElementsTrue: { arity: [1, 1], apply: ([value], name) => array(name, value).every(isTrue) },
};

function onSets(use: (sets: readonly Keyed[]) => Value): FunctionOperator {
  return {
    arity: [1, Infinity],
    apply: (args, name) =>
      args.some(isNullish)
        ? null
        : use(args.map((arg) => new Map(array(name, arg).map((element) => [keyOf(element), element])))),
  };
}

function isSubset(a: Keyed, b: Keyed): boolean {
  return [...a.keys()].every((key) => b.has(key));
}
