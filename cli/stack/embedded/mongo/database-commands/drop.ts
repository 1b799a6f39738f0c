import { Int32 } from 'bson';
import { CommandError } from '../errors.ts';
import { namespaceText, type Intent } from '../storage/change.ts';
import { docOf } from '../value/value.ts';
import type { Command } from './command.ts';
import { namespaceOf } from './namespaces.ts';

export const drop: Command = {
  accepts: ['drop'],
  run(args, context) {
    const ns = namespaceOf(args, 'drop', context);
    const collection = context.store.catalog.collection(ns);
    if (collection === undefined) return docOf({ ok: 1 });
    context.store.commit([{ op: 'drop', ns }]);
    return docOf({ nIndexesWas: new Int32(collection.indexDocs().length), ns: namespaceText(ns), ok: 1 });
  },
};

export const dropDatabase: Command = {
  accepts: ['dropDatabase'],
  run(_, { store, db }) {
    const drops = [...store.catalog.collections(db)].map(({ ns }): Intent => ({ op: 'drop', ns }));
    if (drops.length === 0) return docOf({ ok: 1 });
    store.commit([...drops, { op: 'dropDatabase', ns: { db, collection: '' } }]);
    return docOf({ dropped: db, ok: 1 });
  },
};

export const create: Command = {
  accepts: ['create'],
  run(args, context) {
    const ns = namespaceOf(args, 'create', context);
    if (context.store.catalog.collection(ns) !== undefined)
      throw new CommandError('NamespaceExists', `Collection ${namespaceText(ns)} already exists.`);
    context.store.commit([{ op: 'create', ns }]);
    return docOf({ ok: 1 });
  },
};
