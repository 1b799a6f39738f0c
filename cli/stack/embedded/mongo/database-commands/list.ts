import { CommandError } from '../errors.ts';
import { compileFilter } from '../query/filter.ts';
import { encodeDocument } from '../value/encode.ts';
import { toNumber } from '../value/numbers.ts';
import { docOf, RawDoc, type Doc } from '../value/value.ts';
import type { Command } from './command.ts';
import { listReply } from './cursor-reply.ts';

export const listCollections: Command = {
  accepts: ['listCollections', 'filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run(args, context) {
    const nameOnly = args.boolean('nameOnly');
    const matches = compileFilter(args.docIfAny('filter') ?? new Map());
    const docs = [...context.store.catalog.collections(context.db)]
      .map((collection) =>
        docOf({
          name: collection.ns.collection,
          type: 'collection',
          options: nameOnly ? undefined : docOf({}),
          info: nameOnly ? undefined : docOf({ readOnly: false }),
          idIndex: nameOnly ? undefined : collection.indexDocs()[0],
        }),
      )
      .filter(matches)
      .map((doc) => new RawDoc(encodeDocument(doc)));
    const size = toNumber(args.docIfAny('cursor')?.get('batchSize'));
    return listReply(context, `${context.db}.$cmd.listCollections`, docs, { size });
  },
};

export const listDatabases: Command = {
  accepts: ['listDatabases', 'filter', 'nameOnly', 'authorizedDatabases'],
  run(args, { db, store }) {
    if (db !== 'admin')
      throw new CommandError('BadValue', 'listDatabases may only be run against the admin database.');
    const nameOnly = args.boolean('nameOnly');
    const matches = compileFilter(args.docIfAny('filter') ?? new Map());
    let totalSize = 0;
    const databases: Doc[] = [];
    for (const [name, collections] of store.catalog.databases) {
      let size = 0;
      for (const collection of collections.values())
        for (const { bytes } of collection.documents()) size += bytes.length;
      totalSize += size;
      const full = docOf({ name, sizeOnDisk: BigInt(size), empty: size === 0 });
      if (matches(full)) databases.push(nameOnly ? docOf({ name }) : full);
    }
    return docOf({ databases, totalSize: nameOnly ? undefined : BigInt(totalSize), ok: 1 });
  },
};
