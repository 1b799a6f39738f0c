import type { MongoClient } from 'mongodb';
import { Looks } from '../looks.ts';
import { connect, retryMs, within } from './connection.ts';
import { KnownDocuments, type SeenChange } from './known-documents.ts';

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
  const looks = new Looks();
  let lost: Error | undefined;

  async function look(tell: (change: SeenChange) => void): Promise<void> {
    const number = looks.begin();
    for (const collection of options.collections) {
      await within(lookLimitMs, async () => {
        for await (const document of documentsOf(connection, collection)) {
          // One that was given up must not speak for the look that came after it.
          if (!looks.isLast(number)) return;
          const change = known.see(collection, document, number);
          if (change) tell(change);
          if (known.size > limit) throw new TooMany(limit);
        }
      });
      known.forget(collection, number).forEach(tell);
    }
    looks.end(number);
  }

  async function lookAndRest(): Promise<void> {
    while (!looks.isStopping) {
      try {
        await look(options.onChange);
        await looks.restAfterLook();
      } catch (thrown) {
        if (looks.isStopping) return;
        if (thrown instanceof TooMany) return options.onLost((lost = thrown));
        void connection.close(true).catch(() => undefined);
        await looks.pause(retryMs);
        connection = connect(options.url);
      }
    }
  }

  // What is there already is how things were before.
  await look(() => undefined).catch(async (thrown: unknown) => {
    await connection.close(true).catch(() => undefined);
    throw thrown;
  });
  const looking = lookAndRest();
  return {
    lookAgain: (signal) => looks.next(signal, () => lost),
    async stop() {
      looks.stop();
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
