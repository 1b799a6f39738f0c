import pg from 'pg';
import type { BenchContext } from '../bench.ts';
import { type Listener, listenToBenchTopic } from './listener.ts';
import { requireEventuate } from '../../systems/require-eventuate.ts';
import { removeRows } from './outbox-rows.ts';

export interface Outbox {
  readonly client: pg.Client;
  readonly listener: Listener;
  /** The first of so many numbers that no row has yet. */
  take(count: number): number;
}

/** A connection to an outbox that the lab relays, a consumer, and rows that are gone afterwards. */
export async function withOutbox<T>(
  { lab, system: { system } }: BenchContext,
  work: (outbox: Outbox) => Promise<T>,
): Promise<T> {
  requireEventuate(system, 'bench relay');
  const [database = ''] = Object.keys(system.messaging);
  const client = new pg.Client({
    connectionString: lab.databases[database],
    connectionTimeoutMillis: 10_000,
  });
  await client.connect();
  try {
    const listener = await listenToBenchTopic(lab.broker);
    try {
      // By the clock, so that a second bench of the same lab finds other ids.
      let next = Date.now() * 1000;
      const take = (count: number): number => {
        next += count;
        return next - count;
      };
      return await work({ client, listener, take });
    } finally {
      await listener.close();
      await removeRows(client);
    }
  } finally {
    await client.end();
  }
}
