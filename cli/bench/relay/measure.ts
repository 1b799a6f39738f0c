import type { BenchContext } from '../bench.ts';
import { distribution, rounded } from '../distribution.ts';
import type { Figure } from '../figure.ts';
import { appendRows, rowId } from './outbox-rows.ts';
import type { Outbox } from './with-outbox.ts';

const rowsPerTransaction = 10;
const warmUp = 100;

/** Latency, a row at a time, then the rate at which a backlog is sent. */
export async function measureRelay(
  context: BenchContext,
  outbox: Outbox,
  bench: string,
  what: string,
): Promise<readonly Figure[]> {
  const { size } = context;
  const latencies: number[] = [];
  for (let n = -Math.min(warmUp, size.count); n < size.count; n += 1) {
    const latency = await oneRow(context, outbox);
    if (n >= 0) latencies.push(latency);
  }
  const rate = await backlog(context, outbox, size.count * rowsPerTransaction);
  return [
    distribution(bench, `${what}: COMMIT -> record fetched`, 'ms', latencies),
    { bench, name: `${what}: rows per second`, unit: '1/s', value: rounded(rate) },
  ];
}

async function oneRow({ signal }: BenchContext, outbox: Outbox): Promise<number> {
  const { client, listener } = outbox;
  const id = outbox.take(1);
  await client.query('BEGIN');
  await appendRows(client, id, 1);
  const fetched = listener.all([rowId(id)], signal);
  const committing = performance.now();
  await Promise.all([client.query('COMMIT'), fetched]);
  return (await fetched).last - committing;
}

/** Rows per second, from the first record fetched to the last, of what was written while the relay was stopped. */
async function backlog({ lab, signal }: BenchContext, outbox: Outbox, count: number): Promise<number> {
  const { client, listener } = outbox;
  const { relays } = await lab.status();
  const relay = relays[0]?.name ?? 'relay';
  await lab.control('stop', relay);
  const first = outbox.take(count);
  const ids = Array.from({ length: count }, (_, n) => rowId(first + n));
  // Listening before the relay starts: on an idle machine it has sent them all by the time it is called ready.
  const fetched = listener.all(ids, signal);
  fetched.catch(() => undefined);
  try {
    for (let n = 0; n < count; n += rowsPerTransaction)
      await appendRows(client, first + n, rowsPerTransaction);
  } finally {
    await lab.control('start', relay);
  }
  const moments = await fetched;
  return (count - 1) / ((moments.last - moments.first) / 1000);
}
