import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { compileProjection } from '../query/projection.ts';
import type { Intent } from '../storage/change.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { parseUpdate } from '../update/update.ts';
import { docOf, type Doc, type Value } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { checkCollation } from './generic.ts';
import { findTargets, insertByUpsert, modify } from './modify.ts';
import { namespaceOf } from './namespaces.ts';
import { once, type Outcome } from './statements.ts';

export const findAndModify: Command = {
  accepts: [
    'findAndModify',
    'findandmodify',
    'query',
    'sort',
    'remove',
    'update',
    'new',
    'fields',
    'upsert',
    'bypassDocumentValidation',
    'collation',
    'arrayFilters',
    'hint',
    'stmtId',
  ],
  run(args, context) {
    checkCollation(args);
    return once(args, context, 0, () => work(args, context));
  },
};

function work(args: Arguments, context: Context): Outcome {
  const ns = namespaceOf(args, args.has('findAndModify') ? 'findAndModify' : 'findandmodify', context);
  const filter = args.docIfAny('query') ?? new Map();
  const remove = args.boolean('remove');
  checkExclusive(args, remove);
  const project = compileProjection(args.docIfAny('fields') ?? new Map(), filter) ?? ((doc: Doc) => doc);
  const show = (document: StoredDocument | undefined): Value =>
    document === undefined ? null : project(document.doc);
  const [found] = findTargets(context, ns, filter, { multi: false, sort: args.docIfAny('sort') });
  if (remove) {
    const intents: Intent[] = found === undefined ? [] : [{ op: 'delete', ns, id: found.id }];
    return { intents, result: reply(docOf({ n: new Int32(intents.length) }), show(found)) };
  }
  const update = parseUpdate(args.value('update') ?? null, args.docs('arrayFilters'));
  const wantsNew = args.boolean('new');
  if (found !== undefined) {
    const { document, intent } = modify(context, ns, found, update, filter);
    const last = docOf({ n: new Int32(1), updatedExisting: true });
    return {
      intents: intent === undefined ? [] : [intent],
      result: reply(last, show(wantsNew ? document : found)),
    };
  }
  if (!args.boolean('upsert'))
    return { intents: [], result: reply(docOf({ n: new Int32(0), updatedExisting: false }), null) };
  const { document, intent } = insertByUpsert(context, ns, update, filter);
  const last = docOf({ n: new Int32(1), updatedExisting: false, upserted: document.id });
  return { intents: [intent], result: reply(last, wantsNew ? show(document) : null) };
}

function checkExclusive(args: Arguments, remove: boolean): void {
  if (remove && args.has('update'))
    throw new CommandError('FailedToParse', 'Cannot specify both an update and remove=true');
  if (remove && args.boolean('new'))
    throw new CommandError(
      'FailedToParse',
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (!remove && !args.has('update'))
    throw new CommandError('FailedToParse', 'Either an update or remove=true must be specified');
}

function reply(lastErrorObject: Doc, value: Value): Doc {
  return docOf({ lastErrorObject, value, ok: 1 });
}
