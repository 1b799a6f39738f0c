import { Int32 } from 'bson';
import { findMatching } from '../query/plan.ts';
import { docOf } from '../value/value.ts';
import type { Command } from './command.ts';
import { checkCollation } from './generic.ts';
import { namespaceOf } from './namespaces.ts';

export const count: Command = {
  accepts: ['count', 'query', 'limit', 'skip', 'hint', 'collation', 'fields'],
  run(args, context) {
    const ns = namespaceOf(args, 'count', context);
    checkCollation(args);
    const query = args.docIfAny('query') ?? new Map();
    const skip = args.count('skip') ?? 0;
    const limit = Math.abs(args.number('limit') ?? 0) || Infinity;
    let matching = 0;
    if (query.size === 0) matching = context.store.catalog.collection(ns)?.size ?? 0;
    else for (const _ of findMatching(context.store.catalog.collection(ns), query)) matching += 1;
    return docOf({ n: new Int32(Math.min(limit, Math.max(0, matching - skip))), ok: 1 });
  },
};
