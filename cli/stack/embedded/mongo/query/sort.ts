import { CommandError, unsupported } from '../errors.ts';
import { compareValues } from '../value/compare.ts';
import { toNumber } from '../value/numbers.ts';
import { splitPath, valuesAt } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';

/** `{ field: 1 | -1, ... }` as a comparison. An array counts by its least element ascending, its greatest descending. */
export function compileSort(sort: Doc): (a: Doc, b: Doc) => number {
  const fields = [...sort].map(([field, operand]) => ({
    path: splitPath(field),
    direction: directionOf(field, operand),
  }));
  return (a, b) => {
    for (const { path, direction } of fields) {
      const order = direction * compareValues(sortValue(a, path, direction), sortValue(b, path, direction));
      if (order !== 0) return order;
    }
    return 0;
  };
}

function directionOf(field: string, operand: Value): number {
  if (isDoc(operand)) throw unsupported(`sort by ${[...operand.keys()].join(', ')}`);
  const direction = toNumber(operand);
  if (direction !== 1 && direction !== -1)
    throw new CommandError(
      'BadValue',
      `$sort key ordering of '${field}' must be 1 (for ascending) or -1 (for descending)`,
    );
  return direction;
}

const missing: Value = null;

function sortValue(doc: Doc, path: readonly string[], direction: number): Value {
  let chosen: Value | undefined;
  for (const value of valuesAt(doc, path))
    for (const candidate of Array.isArray(value) && value.length > 0 ? value : [value ?? missing])
      if (chosen === undefined || direction * compareValues(candidate, chosen) < 0) chosen = candidate;
  return chosen ?? missing;
}
