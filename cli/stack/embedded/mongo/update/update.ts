import { compilePipeline } from '../aggregate/pipeline.ts';
import { CommandError } from '../errors.ts';
import { docText } from '../value/shell-text.ts';
import { equalValues } from '../value/compare.ts';
import { splitPath, valueAt } from '../value/paths.ts';
import { isDoc, type Doc, type Value } from '../value/value.ts';
import { editAt } from './edit.ts';
import { updateOperators } from './operators.ts';
import type { Site } from './site.ts';
import { expandPath, identifiersIn, parseArrayFilters, type ArrayFilters } from './positional.ts';

/** What an update is applied to and when. */
export interface Target {
  readonly doc: Doc;
  /** The filter that found it: `$` needs it. */
  readonly filter: Doc;
  /** True for a document that an upsert is making. */
  readonly inserting: boolean;
  readonly now: Site['now'];
}

export interface Update {
  readonly kind: 'replacement' | 'operators';
  /** The updated document; the given one is not altered. Throws CommandError. */
  apply(target: Target): Doc;
}

/** Parses the update of an update or findAndModify statement. Throws CommandError for what is unknown or conflicting. */
export function parseUpdate(update: Value, arrayFilters: readonly Doc[]): Update {
  if (Array.isArray(update)) return byPipeline(update, arrayFilters);
  if (!isDoc(update))
    throw new CommandError('FailedToParse', 'Update argument must be either an object or an array');
  const first = update.keys().next().value;
  if (first === undefined || !first.startsWith('$')) return replacement(update, arrayFilters);
  const steps = stepsOf(update);
  checkConflicts(steps);
  const filters = parseArrayFilters(arrayFilters);
  checkFiltersUsed(filters, steps, update);
  return { kind: 'operators', apply: (target) => applySteps(steps, filters, target) };
}

const updateStages = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith']);

function byPipeline(stages: readonly Value[], arrayFilters: readonly Doc[]): Update {
  if (arrayFilters.length > 0)
    throw new CommandError('FailedToParse', 'arrayFilters may not be specified for pipeline-style updates');
  const pipeline = stages.filter(isDoc);
  const refused = pipeline.flatMap((stage) => [...stage.keys()]).find((name) => !updateStages.has(name));
  if (refused !== undefined || pipeline.length !== stages.length)
    throw new CommandError(
      'InvalidOptions',
      `${refused ?? 'A value that is no object'} is not allowed to be used within an update`,
    );
  const run = compilePipeline(pipeline, { vars: new Map(), collection: () => undefined });
  return {
    kind: 'operators',
    apply({ doc }) {
      const [after = doc] = run([doc]);
      const id = doc.get('_id');
      if (id === undefined) return after;
      if (after.has('_id')) checkSameId(id, after.get('_id') ?? null);
      return new Map([['_id', id], ...after]);
    },
  };
}

function replacement(update: Doc, arrayFilters: readonly Doc[]): Update {
  for (const name of update.keys())
    if (name.startsWith('$'))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${name}' in '${name}' is not allowed in the context of an update's replacement document.`,
      );
  if (arrayFilters.length > 0)
    throw new CommandError('FailedToParse', 'Cannot specify arrayFilters and a replacement document');
  return {
    kind: 'replacement',
    apply({ doc }) {
      const id = doc.get('_id');
      const named = update.get('_id');
      if (id === undefined) return update;
      if (named !== undefined) checkSameId(id, named);
      return new Map([['_id', id], ...[...update].filter(([name]) => name !== '_id')]);
    },
  };
}

interface Step {
  readonly operator: string;
  readonly path: string;
  readonly operand: Value;
}

function stepsOf(update: Doc): Step[] {
  const steps: Step[] = [];
  for (const [operator, fields] of update) {
    if (updateOperators[operator] === undefined && operator !== '$rename' && operator !== '$setOnInsert')
      throw new CommandError(
        'FailedToParse',
        `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
      );
    if (!isDoc(fields))
      throw new CommandError(
        'FailedToParse',
        `Modifiers operate on fields but we found type ${fields === null ? 'null' : typeof fields} instead. For example: {$mod: {<field>: ...}} not {${operator}: ...}`,
      );
    for (const [path, operand] of fields) {
      checkPath(path);
      steps.push({ operator, path, operand });
    }
  }
  // Fields are made in the order of their names, as mongod does it.
  return steps.sort((a, b) => (a.path < b.path ? -1 : Number(a.path > b.path)));
}

function checkPath(path: string): void {
  for (const component of splitPath(path)) {
    if (component === '')
      throw new CommandError(
        'EmptyFieldName',
        `The update path '${path}' contains an empty field name, which is not allowed.`,
      );
    if (component.startsWith('$') && component !== '$' && !/^\$\[.*\]$/.test(component))
      throw new CommandError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${component}' in '${path}' is not allowed in the context of an update.`,
      );
  }
}

function checkConflicts(steps: readonly Step[]): void {
  const paths = steps
    .flatMap(({ operator, path, operand }) =>
      operator === '$rename' ? [path, renameTarget(path, operand)] : [path],
    )
    .sort();
  for (const [at, path] of paths.entries())
    for (const other of paths.slice(at + 1))
      if (other === path || other.startsWith(`${path}.`))
        throw new CommandError(
          'ConflictingUpdateOperators',
          `Updating the path '${other}' would create a conflict at '${path}'`,
        );
}

function renameTarget(path: string, operand: Value): string {
  if (typeof operand !== 'string')
    throw new CommandError('BadValue', `The 'to' field for $rename must be a string: ${path}`);
  checkPath(operand);
  if ([path, operand].some((name) => splitPath(name).some((component) => component.startsWith('$'))))
    throw new CommandError('BadValue', `The fields of $rename may not be dynamic: ${path}`);
  return operand;
}

function checkFiltersUsed(filters: ArrayFilters, steps: readonly Step[], update: Doc): void {
  const used = new Set(steps.flatMap(({ path }) => identifiersIn(path)));
  for (const name of filters.keys())
    if (!used.has(name))
      throw new CommandError(
        'FailedToParse',
        `The array filter for identifier '${name}' was not used in the update ${docText(update)}`,
      );
}

function applySteps(steps: readonly Step[], filters: ArrayFilters, target: Target): Doc {
  const id = target.doc.get('_id');
  let doc = target.doc;
  for (const { operator, path, operand } of steps.flatMap((step) => simplified(step, target))) {
    const apply = updateOperators[operator];
    if (apply === undefined) continue;
    const site: Site = { path, id: id ?? null, now: target.now };
    for (const concrete of expandPath(doc, path, target, filters))
      doc = editAt(doc, concrete, (old) => apply(old, operand, site));
  }
  if (id !== undefined) checkSameId(id, doc.get('_id') ?? null);
  return doc;
}

/** `$rename` and `$setOnInsert` in terms of `$set` and `$unset`. */
function simplified(step: Step, target: Target): Step[] {
  if (step.operator === '$setOnInsert') return target.inserting ? [{ ...step, operator: '$set' }] : [];
  if (step.operator !== '$rename') return [step];
  const value = valueAt(target.doc, splitPath(step.path));
  if (value === undefined) return [];
  return [
    { operator: '$unset', path: step.path, operand: null },
    { operator: '$set', path: renameTarget(step.path, step.operand), operand: value },
  ];
}

function checkSameId(before: Value, after: Value): void {
  if (!equalValues(before, after))
    throw new CommandError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    );
}
