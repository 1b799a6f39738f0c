import { CommandError } from '../errors.ts';
import { compileExpression } from '../expressions/compile.ts';
import { compileProject } from '../query/projection.ts';
import { addLeaf, projectDoc, type Tree } from '../query/projection-tree.ts';
import { splitPath } from '../value/paths.ts';
import { typeName } from '../value/types.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { docOperand } from './select.ts';
import type { Stage, StageBuilder } from './stage.ts';

export const project: StageBuilder = (operand, { vars }) => {
  const spec = docOperand('$project', operand);
  if (spec.size === 0)
    throw new CommandError(
      'BadValue',
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  return each(compileProject(spec, vars));
};

export const addFields: StageBuilder = (operand, { vars }) => {
  const tree: Tree = new Map();
  addComputed(tree, docOperand('$addFields', operand), []);
  return each((doc) => projectDoc(doc, tree, false, { root: doc, vars }));
};

function addComputed(tree: Tree, fields: Doc, prefix: readonly string[]): void {
  for (const [name, operand] of fields) {
    const path = [...prefix, ...splitPath(name)];
    const nested =
      isDoc(operand) && operand.size > 0 && operand.keys().next().value?.startsWith('$') !== true;
    if (nested) addComputed(tree, operand, path);
    else addLeaf(tree, path, { compute: compileExpression(operand) });
  }
}

export const unset: StageBuilder = (operand) => {
  const fields = Array.isArray(operand) ? operand : [operand];
  const tree: Tree = new Map();
  for (const field of fields) {
    if (typeof field !== 'string')
      throw new CommandError('BadValue', '$unset specification must be a string or an array of strings');
    addLeaf(tree, splitPath(field), 'drop');
  }
  return each((doc) => projectDoc(doc, tree, false, { root: doc, vars: new Map() }));
};

export const replaceWith: StageBuilder = (operand, { vars }) => {
  const expression = compileExpression(operand);
  return each((root) => {
    const value = expression({ root, vars });
    if (isDoc(value)) return value;
    throw new CommandError(
      'BadValue',
      `'newRoot' expression must evaluate to an object, but resulting value was of type: ${value === undefined ? 'missing' : typeName(value)}`,
    );
  });
};

export const replaceRoot: StageBuilder = (operand, context, nested) =>
  replaceWith(newRoot(operand), context, nested);

function newRoot(operand: Value): Value {
  const value = docOperand('$replaceRoot', operand).get('newRoot');
  if (value === undefined)
    throw new CommandError('BadValue', "BSON field '$replaceRoot.newRoot' is missing but a required field");
  return value;
}

function each(change: (doc: Doc) => Doc): Stage {
  return function* (docs) {
    for (const doc of docs) yield change(doc);
  };
}
