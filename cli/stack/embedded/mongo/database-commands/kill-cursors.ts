import { docOf, type Value } from '../value/value.ts';
import type { Command } from './command.ts';

export const killCursors: Command = {
  accepts: ['killCursors', 'cursors'],
  run(args, { cursors }) {
    const ids = args.value('cursors');
    const killed: Value[] = [];
    const notFound: Value[] = [];
    for (const id of Array.isArray(ids) ? ids : [])
      if (typeof id === 'bigint' && cursors.close(id)) killed.push(id);
      else notFound.push(id);
    return docOf({
      cursorsKilled: killed,
      cursorsNotFound: notFound,
      cursorsAlive: [],
      cursorsUnknown: [],
      ok: 1,
    });
  },
};
