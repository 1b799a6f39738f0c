import { Int32 } from 'bson';
import { CommandError, unsupported } from '../errors.ts';
import { compileFilter, type Predicate } from '../query/filter.ts';
import { shellText } from '../value/shell-text.ts';
import { toNumber } from '../value/numbers.ts';
import { docOf, isDoc, type Doc } from '../value/value.ts';

/** What an index is for here: fast equality, and uniqueness. Order is accepted and has no effect on results. */
export interface IndexSpec {
  readonly name: string;
  readonly key: Doc;
  readonly fields: readonly string[];
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly partial: Doc | undefined;
  /** Whether a document of the collection belongs into this index, sparseness apart. */
  readonly covers: Predicate;
}

const known = new Set([
  'name',
  'key',
  'unique',
  'sparse',
  'partialFilterExpression',
  'background',
  'v',
  'ns',
]);

/** Throws CommandError naming the option that is not understood. */
export function parseIndexSpec(doc: Doc): IndexSpec {
  for (const option of doc.keys()) if (!known.has(option)) throw unsupported(`index option '${option}'`);
  const key = doc.get('key');
  if (!isDoc(key) || key.size === 0)
    throw new CommandError(
      'CannotCreateIndex',
      "Error in specification: index 'key' must be a document with at least one field",
    );
  for (const [field, kind] of key) checkField(field, toNumber(kind), shellText(kind));
  const partial = doc.get('partialFilterExpression');
  const name = doc.get('name');
  return {
    name: typeof name === 'string' ? name : defaultName(key),
    key,
    fields: [...key.keys()],
    unique: doc.get('unique') === true,
    sparse: doc.get('sparse') === true,
    partial: isDoc(partial) ? partial : undefined,
    covers: isDoc(partial) ? compileFilter(partial) : () => true,
  };
}

export function indexSpecToDoc(spec: IndexSpec): Doc {
  return docOf({
    v: new Int32(2),
    key: spec.key,
    name: spec.name,
    unique: spec.unique && spec.name !== '_id_' ? true : undefined,
    sparse: spec.sparse ? true : undefined,
    partialFilterExpression: spec.partial,
  });
}

function checkField(field: string, direction: number | undefined, kind: string): void {
  if (field.includes('$**')) throw unsupported('a wildcard index');
  if (field === '') throw new CommandError('CannotCreateIndex', 'Index keys cannot be an empty field.');
  if (direction === undefined && kind !== 'hashed') throw unsupported(`an index of type '${kind}'`);
  if (direction === 0)
    throw new CommandError(
      'CannotCreateIndex',
      `Values in the index key pattern cannot be 0 (field '${field}').`,
    );
}

function defaultName(key: Doc): string {
  return [...key]
    .map(([field, direction]) => `${field}_${toNumber(direction) ?? shellText(direction)}`)
    .join('_');
}
