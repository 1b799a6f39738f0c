import { unsupported } from '../errors.ts';
import { findMatching } from '../query/plan.ts';
import { compileProjection } from '../query/projection.ts';
import { compileSort } from '../query/sort.ts';
import { namespaceText } from '../storage/change.ts';
import type { StoredDocument } from '../storage/stored-document.ts';
import { encodeDocument } from '../value/encode.ts';
import { RawDoc } from '../value/value.ts';
import type { Arguments } from './arguments.ts';
import type { Command, Context } from './command.ts';
import { listReply } from './cursor-reply.ts';
import { checkCollation } from './generic.ts';
import { namespaceOf } from './namespaces.ts';

/** Options that ask for what is not there; false or absent is fine. */
const refusedFlags = ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'oplogReplay'];

export const find: Command = {
  accepts: [
    'find',
    'filter',
    'sort',
    'projection',
    'hint',
    'skip',
    'limit',
    'batchSize',
    'singleBatch',
    'allowDiskUse',
    'noCursorTimeout',
    'allowPartialResults',
    'collation',
    ...refusedFlags,
  ],
  run(args, context) {
    const ns = namespaceOf(args, 'find', context);
    for (const flag of refusedFlags) if (args.boolean(flag)) throw unsupported(`find option '${flag}'`);
    checkCollation(args);
    const found = search(args, context, args.string('find'));
    const filter = args.docIfAny('filter') ?? new Map();
    const project = compileProjection(args.docIfAny('projection') ?? new Map(), filter);
    const docs = found.map(
      ({ doc, bytes }) => new RawDoc(project === undefined ? bytes : encodeDocument(project(doc))),
    );
    return listReply(context, namespaceText(ns), docs, {
      size: args.count('batchSize'),
      single: args.boolean('singleBatch'),
    });
  },
};

/** Filter, sort, skip, limit. */
function search(args: Arguments, context: Context, collection: string): StoredDocument[] {
  const matching = findMatching(
    context.store.catalog.collection({ db: context.db, collection }),
    args.docIfAny('filter') ?? new Map(),
  );
  const skip = args.count('skip') ?? 0;
  const limit = Math.abs(args.number('limit') ?? 0) || Infinity;
  const sort = args.docIfAny('sort');
  if (sort !== undefined && sort.size > 0) {
    const compare = compileSort(sort);
    return [...matching].sort((a, b) => compare(a.doc, b.doc)).slice(skip, skip + limit);
  }
  const found: StoredDocument[] = [];
  let seen = 0;
  for (const document of matching) {
    seen += 1;
    if (seen > skip) found.push(document);
    if (found.length === limit) break;
  }
  return found;
}
