import { findMatching } from '../query/plan.ts';
import { keyOf } from '../value/key.ts';
import { splitPath, valuesAt } from '../value/paths.ts';
import { docOf, type Value } from '../value/value.ts';
import type { Command } from './command.ts';
import { checkCollation } from './generic.ts';
import { namespaceOf } from './namespaces.ts';

export const distinct: Command = {
  accepts: ['distinct', 'key', 'query', 'collation', 'hint'],
  run(args, context) {
    const ns = namespaceOf(args, 'distinct', context);
    checkCollation(args);
    const path = splitPath(args.string('key'));
    const found = new Map<string, Value>();
    for (const { doc } of findMatching(
      context.store.catalog.collection(ns),
      args.docIfAny('query') ?? new Map(),
    ))
      for (const value of valuesAt(doc, path))
        for (const one of Array.isArray(value) ? value : value === undefined ? [] : [value])
          found.set(keyOf(one), one);
    return docOf({ values: [...found.values()], ok: 1 });
  },
};
