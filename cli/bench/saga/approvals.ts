import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connectForReplication, createSlot, streamSlot } from '../../../services/tram/index.ts';
import { deferred, type Deferred } from '../../lib/deferred.ts';
import { withLimit } from '../../lib/with-limit.ts';

/** Tells when orders are approved, by the write-ahead log: through a temporary slot, so that nothing is asked again and again. */
export interface Approvals {
  /** Resolves with the moment (`performance.now`) at which the commit came from PostgreSQL. Rejects after 30 s. */
  of(orderId: string, signal: AbortSignal): Promise<number>;
  close(): Promise<void>;
}

const publication = 'saga_lab_bench';
const limitMs = 30_000;

export async function watchApprovals(url: string): Promise<Approvals> {
  const seen = new Map<string, Deferred<number>>();
  const entry = (orderId: string): Deferred<number> => {
    const known = seen.get(orderId) ?? deferred<number>();
    seen.set(orderId, known);
    return known;
  };
  let approved: string[] = [];

  await publishOrders(url);
  const replication = await connectForReplication(url, 'saga-lab bench');
  const slot = `${publication}_${randomBytes(8).toString('hex')}`;
  await createSlot(replication, { name: slot, temporary: true });
  const stream = streamSlot(replication, {
    slot,
    publications: [publication],
    onMessage(message) {
      if (message.kind === 'update' && message.row['state'] === 'APPROVED')
        approved.push(message.row['id'] ?? '');
      if (message.kind !== 'commit') return;
      for (const orderId of approved) entry(orderId).resolve(performance.now());
      approved = [];
      stream.acknowledge(message.endLsn);
    },
  });
  await stream.started;

  return {
    async of(orderId, signal) {
      const moment = await withLimit(signal, limitMs, (limit) => {
        const { promise, reject } = entry(orderId);
        const giveUp = (): void =>
          reject(new Error(`Order ${orderId} was not approved`, { cause: limit.reason }));
        limit.addEventListener('abort', giveUp, { once: true });
        return promise;
      });
      seen.delete(orderId);
      return moment;
    },
    async close() {
      await stream.stop();
      await replication.close();
    },
  };
}

async function publishOrders(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_publication WHERE pubname = $1', [publication]);
    if (!rowCount) await client.query(`CREATE PUBLICATION ${publication} FOR TABLE orders`);
  } finally {
    await client.end();
  }
}
