import { setTimeout as delay } from 'node:timers/promises';
import type { MongoClient } from 'mongodb';
import { waitUntil } from '../../lib/wait-until.ts';
import { connect, retryMs, within } from './connection.ts';
import { KnownDocuments, type SeenChange } from './known-documents.ts';

/** Between two looks, in ms; longer where a look takes long, so that the server is read no more than a fifth of the time. */
const restMs = 50;
const restPerLook = 4;
const lookLimitMs = 10_000;
const maxDocuments = 50_000;

export interface PolledFeedOptions {
  readonly url: string;
  readonly collections: readonly string[];
  readonly onChange: (change: SeenChange) => void;
  /** It cannot go on: the collections are larger than it may look at again and again. */
  readonly onLost: (error: Error) => void;
  /** In all collections together. */
  readonly maxDocuments?: number;
}

export interface PolledFeed {
  /** Resolves after a whole look that began after the call; rejects when there will be none. */
  lookAgain(signal: AbortSignal): Promise<void>;
  stop(): Promise<void>;
}

/** Looks at all documents of some collections again and again, and tells those that are not as they were. */
export async function openPolledFeed(options: PolledFeedOptions): Promise<PolledFeed> {
  const known = new KnownDocuments();
  const limit = options.maxDocuments ?? maxDocuments;
  let connection = connect(options.url);
  let rest = new AbortController();
  let hurried = false;
  let stopping = false;
  let lost: Error | undefined;
  /** Numbers of the last look begun, and of the last one that came to its end. */
  let begun = 0;
  let done = 0;

  async function look(tell: (change: SeenChange) => void): Promise<void> {
    begun += 1;
    hurried = false;
    const number = begun;
    for (const collection of options.collections) {
      await within(lookLimitMs, async () => {
        for await (const document of documentsOf(connection, collection)) {
          // One that was given up must not speak for the look that came after it.
          if (number !== begun) return;
          const change = known.see(collection, document, number);
          if (change) tell(change);
          if (known.size > limit) throw new TooMany(limit);
        }
      });
      known.forget(collection, number).forEach(tell);
    }
    done = number;
  }

  async function lookAndRest(): Promise<void> {
    while (!stopping) {
      const startedAt = performance.now();
      try {
        await look(options.onChange);
        await pause(Math.max(restMs, restPerLook * (performance.now() - startedAt)));
      } catch (thrown) {
        if (stopping) return;
        if (thrown instanceof TooMany) return options.onLost((lost = thrown));
        void connection.close(true).catch(() => undefined);
        await pause(retryMs);
        connection = connect(options.url);
      }
    }
  }

  /** Cut short when the next look is waited for. */
  async function pause(ms: number): Promise<void> {
    rest = new AbortController();
    if (hurried || stopping) return;
    await delay(ms, undefined, { signal: rest.signal }).catch(() => undefined);
  }

  // What is there already is how things were before.
  await look(() => undefined).catch(async (thrown: unknown) => {
    await connection.close(true).catch(() => undefined);
    throw thrown;
  });
  const looking = lookAndRest();
  return {
    async lookAgain(signal) {
      const after = begun;
      hurried = true;
      rest.abort();
      await waitUntil(
        () => {
          if (lost) throw lost;
          return done > after || undefined;
        },
        { signal, everyMs: 5 },
      );
    },
    async stop() {
      stopping = true;
      rest.abort();
      await connection.close(true).catch(() => undefined);
      await looking;
    },
  };
}

class TooMany extends Error {
  constructor(limit: number) {
    super(`more than ${limit} documents: too many to look at all of them again and again`);
  }
}

/** In an order that changes of other documents leave as it is: none is passed over while it is there. */
function documentsOf(connection: MongoClient, collection: string) {
  return connection.db().collection(collection).find().sort({ _id: 1 });
}
