import { CommandError } from '../errors.ts';
import { compileExpression } from '../expressions/compile.ts';
import { bind } from '../expressions/arrays.ts';
import type { Variables } from '../expressions/expression.ts';
import { findMatching } from '../query/plan.ts';
import { editAt } from '../update/edit.ts';
import { splitPath, valuesAt } from '../value/paths.ts';
import { docOf, isDoc, type Doc, type Value } from '../value/value.ts';
import { docOperand, pipelineOperand } from './select.ts';
import type { PipelineContext, StageBuilder } from './stage.ts';

const lookupFields = new Set(['from', 'localField', 'foreignField', 'let', 'pipeline', 'as']);

/** A left outer join by equality, by a pipeline with variables, or by both. */
export const lookup: StageBuilder = (operand, context, nested) => {
  const spec = docOperand('$lookup', operand);
  for (const name of spec.keys())
    if (!lookupFields.has(name))
      throw new CommandError('FailedToParse', `unknown argument to $lookup: ${name}`);
  const [from, as] = [text(spec, 'from'), splitPath(text(spec, 'as'))];
  const joins = spec.has('localField') || spec.has('foreignField');
  const local = joins ? splitPath(text(spec, 'localField')) : undefined;
  const foreign = joins ? text(spec, 'foreignField') : '';
  const pipeline = spec.has('pipeline') ? pipelineOperand('$lookup', spec.get('pipeline')) : [];
  if (!joins && !spec.has('pipeline'))
    throw new CommandError('FailedToParse', '$lookup requires localField and foreignField, or a pipeline');
  const variables = variablesOf(spec.get('let'));
  return function* (docs) {
    for (const doc of docs) {
      const filter = local === undefined ? docOf({}) : equality(doc, local, foreign);
      const found = joined(from, filter, context);
      const vars = variables(doc, context.vars);
      const results = pipeline.length === 0 ? [...found] : [...nested(pipeline, { ...context, vars })(found)];
      yield editAt(doc, as, () => results);
    }
  };
};

export const unionWith: StageBuilder = (operand, context, nested) => {
  const spec: Doc = isDoc(operand) ? operand : new Map([['coll', operand]]);
  const from = text(spec, 'coll');
  const pipeline = spec.has('pipeline') ? pipelineOperand('$unionWith', spec.get('pipeline')) : [];
  const run = nested(pipeline, context);
  return function* (docs) {
    yield* docs;
    yield* run(joined(from, docOf({}), context));
  };
};

function* joined(from: string, filter: Doc, context: PipelineContext): Generator<Doc> {
  for (const { doc } of findMatching(context.collection(from), filter)) yield doc;
}

/** An array matches by any of its elements; missing matches null. */
function equality(doc: Doc, local: readonly string[], foreign: string): Doc {
  const values = valuesAt(doc, local).flatMap((value): Value[] =>
    Array.isArray(value) ? value : [value ?? null],
  );
  return docOf({ [foreign]: docOf({ $in: values.length === 0 ? [null] : values }) });
}

function variablesOf(spec: Value | undefined): (root: Doc, vars: Variables) => Variables {
  if (spec === undefined) return (_, vars) => vars;
  if (!isDoc(spec)) throw new CommandError('FailedToParse', '$lookup argument let must be an object');
  const bindings = [...spec].map(([name, value]) => [name, compileExpression(value)] as const);
  return (root, vars) => {
    const env = { root, vars };
    return bind(env, Object.fromEntries(bindings.map(([name, value]) => [name, value(env)]))).vars;
  };
}

function text(spec: Doc, name: string): string {
  const value = spec.get(name);
  if (typeof value === 'string' && value !== '') return value;
  throw new CommandError(
    'FailedToParse',
    `argument '${name}' to $lookup or $unionWith must be a non-empty string`,
  );
}
