import { isDoc, type Doc, type Value } from '../value/value.ts';
import { splitPath, valuesAt } from '../value/paths.ts';
import { compileCondition, filtersOf } from './filter.ts';

/** Index of the first element of the array at `path` that the filter's conditions on it match: what `$` stands for. */
export function positionOf(filter: Doc, doc: Doc, path: readonly string[]): number | undefined {
  const array = valuesAt(doc, path).find(Array.isArray);
  if (array === undefined) return undefined;
  for (const [name, operand] of filter) {
    const found = name.startsWith('$')
      ? positionInAny(name, operand, doc, path)
      : positionByField(array, splitPath(name), operand, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function positionInAny(name: string, operand: Value, doc: Doc, path: readonly string[]): number | undefined {
  if (name !== '$and' && name !== '$or') return undefined;
  for (const part of filtersOf(name, operand)) {
    const found = positionOf(part, doc, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function positionByField(
  array: readonly Value[],
  field: readonly string[],
  operand: Value,
  path: readonly string[],
): number | undefined {
  if (!path.every((component, at) => field[at] === component)) return undefined;
  const below = field.slice(path.length);
  const test = compileCondition(operand);
  const whole = isDoc(operand) && operand.has('$elemMatch');
  const index = array.findIndex((element) => {
    if (below.length > 0) return isDoc(element) && test(valuesAt(element, below));
    return test(whole ? [[element]] : [element]);
  });
  return index < 0 ? undefined : index;
}
