import { CommandError } from '../errors.ts';
import { splitPath, valueAt } from '../value/paths.ts';
import { editAt } from '../update/edit.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import type { StageBuilder } from './stage.ts';

export const unwind: StageBuilder = (operand) => {
  const spec: Doc = isDoc(operand) ? operand : new Map([['path', operand]]);
  for (const name of spec.keys())
    if (!['path', 'includeArrayIndex', 'preserveNullAndEmptyArrays'].includes(name))
      throw new CommandError('BadValue', `unrecognized option to $unwind stage: '${name}'`);
  const text = spec.get('path');
  if (typeof text !== 'string' || !text.startsWith('$') || text.length < 2)
    throw new CommandError('BadValue', "path option to $unwind stage should be prefixed with a '$'");
  const path = splitPath(text.slice(1));
  const indexField = spec.get('includeArrayIndex');
  const keepsEmpty = spec.get('preserveNullAndEmptyArrays') === true;
  const withIndex = (doc: Doc, index: Value): Doc =>
    typeof indexField === 'string' ? editAt(doc, splitPath(indexField), () => index) : doc;
  return function* (docs) {
    for (const doc of docs) {
      const value = valueAt(doc, path);
      if (Array.isArray(value) && value.length > 0) {
        for (const [index, element] of value.entries())
          yield withIndex(
            editAt(doc, path, () => element),
            BigInt(index),
          );
      } else if (Array.isArray(value)) {
        if (keepsEmpty)
          yield withIndex(
            editAt(doc, path, () => undefined),
            null,
          );
      } else if (value === undefined || value === null) {
        if (keepsEmpty) yield withIndex(doc, null);
      } else yield withIndex(doc, null);
    }
  };
};
