import { CommandError } from '../errors.ts';
import type { Command } from './command.ts';
import { cursorReply } from './cursor-reply.ts';
import { namespaceText } from '../storage/change.ts';

/** How long an awaiting cursor waits where the client does not say. */
const defaultAwaitMs = 1000;
const longestAwaitMs = 24 * 3600 * 1000;

export const getMore: Command = {
  accepts: ['getMore', 'collection', 'batchSize', 'term', 'lastKnownCommittedOpTime'],
  async run(args, { cursors, db, connection }) {
    const id = args.value('getMore');
    if (typeof id !== 'bigint')
      throw new CommandError('TypeMismatch', "BSON field 'getMore.getMore' must be of type 'long'");
    const ns = namespaceText({ db, collection: args.string('collection') });
    const cursor = cursors.get(id, ns);
    if (cursor.busy) throw new CommandError('BadValue', `cursor id ${id} is in use by another getMore`);
    const size = args.count('batchSize');
    cursor.busy = true;
    try {
      const batch = await cursor.source.next({
        size: size === 0 ? undefined : size,
        awaitMs: Math.min(args.count('maxTimeMS') ?? defaultAwaitMs, longestAwaitMs),
        signals: [connection.closed, cursor.killed.signal],
      });
      if (cursor.killed.signal.aborted) throw new CommandError('CursorKilled', `cursor id ${id} was killed`);
      if (batch.exhausted || connection.closed.aborted) cursors.close(id);
      return cursorReply(batch.exhausted ? 0n : id, ns, 'nextBatch', batch);
    } catch (thrown) {
      cursors.close(id);
      throw thrown;
    } finally {
      cursor.busy = false;
      cursor.usedMs = Date.now();
    }
  },
};
