import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  connectForReplication,
  createSlot,
  quoteIdentifier as quote,
  streamSlot,
} from '../../../services/tram/index.ts';
import { deferred, type Deferred } from '../../lib/deferred.ts';
import { withLimit } from '../../lib/with-limit.ts';
import { statesOf } from '../../model/sagas/saga-states.ts';
import type { System } from '../../systems/system.ts';

/** Tells when sagas end, by the write-ahead log: through a temporary slot, so that nothing is asked again and again. */
export interface Endings {
  /** Resolves with the moment (`performance.now`) at which the commit came from PostgreSQL. Rejects after 30 s. */
  of(key: string, signal: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

const publication = 'saga_lab_bench';
const limitMs = 30_000;

/** `url` is the database of the saga's instances. */
export async function watchEndings(url: string, saga: System['sagas'][string]): Promise<Endings> {
  const { table, key, state } = saga.instance;
  const terminal = new Set(statesOf(saga).terminal);
  const seen = new Map<string, Deferred<number>>();
  const entry = (id: string): Deferred<number> => {
    const known = seen.get(id) ?? deferred<number>();
    seen.set(id, known);
    return known;
  };
  let ended: string[] = [];

  await publish(url, table);
  const replication = await connectForReplication(url, 'saga-lab bench');
  const slot = `${publication}_${randomBytes(8).toString('hex')}`;
  await createSlot(replication, { name: slot, temporary: true });
  const stream = streamSlot(replication, {
    slot,
    publications: [publication],
    onMessage(message) {
      if (message.kind === 'update' && terminal.has(message.row[state] ?? ''))
        ended.push(message.row[key] ?? '');
      if (message.kind !== 'commit') return;
      for (const id of ended) entry(id).resolve(performance.now());
      ended = [];
      stream.acknowledge(message.endLsn);
    },
  });
  await stream.started;

  return {
    async of(id, signal) {
      const moment = await withLimit(signal, limitMs, (limit) => {
        const { promise, reject } = entry(id);
        const giveUp = (): void => reject(new Error(`Saga ${id} has not ended`, { cause: limit.reason }));
        limit.addEventListener('abort', giveUp, { once: true });
        return promise;
      });
      seen.delete(id);
      return moment;
    },
    async close() {
      await stream.stop();
      await replication.close();
    },
  };
}

async function publish(url: string, table: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_publication WHERE pubname = $1', [publication]);
    if (!rowCount) await client.query(`CREATE PUBLICATION ${publication} FOR TABLE ${quote(table)}`);
  } finally {
    await client.end();
  }
}
