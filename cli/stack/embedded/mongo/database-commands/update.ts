import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import type { Intent, Namespace } from '../storage/change.ts';
import { parseUpdate, type Update } from '../update/update.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { docOf, type Doc, type Value } from '../value/value.ts';
import { Arguments } from './arguments.ts';
import { checkCollation } from './generic.ts';
import type { Command, Context } from './command.ts';
import { checkBatch } from './insert.ts';
import { findTargets, insertByUpsert, modify } from './modify.ts';
import { namespaceOf } from './namespaces.ts';
import { int, runStatements, writeReply, type Outcome } from './statements.ts';

const statementFields = new Set([
  'q',
  'u',
  'multi',
  'upsert',
  'arrayFilters',
  'hint',
  'collation',
  'sort',
  'comment',
]);

export const update: Command = {
  accepts: ['update', 'updates', 'ordered', 'bypassDocumentValidation', 'stmtIds', 'stmtId'],
  run(args, context) {
    const ns = namespaceOf(args, 'update', context);
    const statements = args.docs('updates');
    checkBatch(statements.length);
    const works = statements.map((doc) => {
      const statement = new Arguments('update.updates', doc);
      statement.acceptOnly(statementFields);
      checkCollation(statement);
      return () => updateStatement(context, ns, statement);
    });
    const { results, errors } = runStatements(args, context, works);
    const upsertedIds = results.flatMap(({ index, result }) => {
      const id = result.get('upserted');
      return id === undefined ? [] : [docOf({ index: new Int32(index), _id: id })];
    });
    return writeReply(
      {
        n: sum(results, 'n'),
        nModified: sum(results, 'nModified'),
        upserted: upsertedIds.length > 0 ? upsertedIds : undefined,
      },
      errors,
    );
  },
};

function sum(results: readonly { result: Doc }[], name: string): Int32 {
  return new Int32(results.reduce((total, { result }) => total + int(result, name), 0));
}

function updateStatement(context: Context, ns: Namespace, statement: Arguments): Outcome {
  const filter = statement.requiredDoc('q');
  const parsed = parseUpdate(statement.value('u') ?? null, statement.docs('arrayFilters'));
  const multi = statement.boolean('multi');
  if (multi && parsed.kind === 'replacement')
    throw new CommandError('FailedToParse', 'multi update is not supported for replacement-style update');
  const targets = findTargets(context, ns, filter, { multi, sort: statement.docIfAny('sort') });
  if (targets.length === 0 && statement.boolean('upsert')) {
    const { document, intent } = insertByUpsert(context, ns, parsed, filter);
    return outcome([intent], 1, 0, document.id);
  }
  const [only] = targets;
  if (only !== undefined && targets.length === 1) {
    const { intent } = modify(context, ns, only, parsed, filter);
    return intent === undefined ? outcome([], 1, 0) : outcome([intent], 1, 1);
  }
  return outcome([], targets.length, updateEach(context, ns, targets, parsed, filter));
}

/** Several documents are written one by one, as mongod does it: an error leaves those before it changed. */
function updateEach(
  context: Context,
  ns: Namespace,
  targets: readonly StoredDocument[],
  parsed: Update,
  filter: Doc,
): number {
  let changed = 0;
  for (const before of targets) {
    const { intent } = modify(context, ns, before, parsed, filter);
    if (intent === undefined) continue;
    context.store.commit([intent]);
    changed += 1;
  }
  return changed;
}

function outcome(intents: readonly Intent[], n: number, nModified: number, upserted?: Value): Outcome {
  return { intents, result: docOf({ n: new Int32(n), nModified: new Int32(nModified), upserted }) };
}
