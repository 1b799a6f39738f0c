import { setTimeout as delay } from 'node:timers/promises';
import { MongoServerError, type ChangeStreamDocument, type ResumeToken } from 'mongodb';
import { toError } from '../../lib/errors.ts';
import { connect, retryMs, within } from './connection.ts';

/** How long the server holds an empty look open, in ms; also the longest that a caller waits for nothing to come. */
const maxAwaitTimeMS = 25;
/** A look that takes longer, in ms, has lost its server, whatever the driver still hopes for. */
const lookLimitMs = 5_000;

export interface FeedOptions {
  readonly url: string;
  readonly collections: readonly string[];
  /** One look at the feed; null when nothing was there. */
  readonly onLook: (change: ChangeStreamDocument | null) => void;
  /** It cannot go on where it was: changes are lost to it. */
  readonly onLost: (error: Error) => void;
}

export interface ChangeFeed {
  stop(): Promise<void>;
}

/** The server is there, but what its documents went through cannot be followed. */
export class NoChangeStreams extends Error {}

/**
 * The changes of some collections, from now on. When the server goes away it comes back to where it was by the resume
 * token; the driver's own resuming gives up after one try, and may wait for a connection that is no more. Rejects with
 * NoChangeStreams where the server has none that can be relied upon.
 */
export async function openChangeFeed(options: FeedOptions): Promise<ChangeFeed> {
  const stopping = new AbortController();
  let connection = connect(options.url);
  let token: ResumeToken;

  async function open() {
    const pipeline = [{ $match: { 'ns.coll': { $in: [...options.collections] } } }];
    const resume = token === undefined ? {} : { startAfter: token };
    await connection.connect();
    const stream = connection.db().watch(pipeline, {
      fullDocument: 'updateLookup',
      maxAwaitTimeMS,
      ...resume,
    });
    return async () => {
      const change = await within(lookLimitMs, () => stream.tryNext());
      token = stream.resumeToken ?? undefined;
      options.onLook(change);
    };
  }

  async function read(first: () => Promise<void>): Promise<void> {
    let look: (() => Promise<void>) | undefined = first;
    while (!stopping.signal.aborted) {
      try {
        look ??= await within(lookLimitMs, open);
        await look();
      } catch (thrown) {
        look = undefined;
        if (stopping.signal.aborted) return;
        const error = toError(thrown);
        if (token === undefined || isLost(error)) return options.onLost(error);
        void connection.close(true).catch(() => undefined);
        await delay(retryMs, undefined, { signal: stopping.signal }).catch(() => undefined);
        connection = connect(options.url);
      }
    }
  }

  async function begin(): Promise<() => Promise<void>> {
    const look = await open();
    // The first look makes the cursor: what is written from here on is seen.
    await look();
    // Every MongoDB since 4.0.7 gives one, be there changes or not; a server without may never tell of any.
    if (token === undefined) throw new NoChangeStreams('its change streams carry no resume token');
    return look;
  }

  const look = await begin().catch(async (thrown: unknown) => {
    await connection.close(true).catch(() => undefined);
    throw thrown instanceof MongoServerError
      ? new NoChangeStreams(thrown.message, { cause: thrown })
      : thrown;
  });
  const reading = read(look);
  return {
    async stop() {
      stopping.abort();
      await connection.close(true).catch(() => undefined);
      await reading;
    },
  };
}

/** InvalidResumeToken, ChangeStreamFatalError, ChangeStreamHistoryLost: MongoDB's error codes. */
const lostCodes = new Set<unknown>([260, 280, 286]);

function isLost(error: Error): boolean {
  return error instanceof MongoServerError && lostCodes.has(error.code);
}
