import { randomUUID } from 'node:crypto';
import { header, kafkaBroker, type KafkaSecurity } from '../../../services/tram/index.ts';
import { deferred, type Deferred } from '../../lib/deferred.ts';
import { withLimit } from '../../lib/with-limit.ts';
import { benchTopic } from './outbox-rows.ts';

/** A consumer of the bench's topic, in this process. */
export interface Listener {
  /** Resolves with the moments (`performance.now`) at which the first and the last of the ids were fetched. */
  all(
    ids: readonly string[],
    signal: AbortSignal,
  ): Promise<{ readonly first: number; readonly last: number }>;
  close(): Promise<void>;
}

const partitions = 4;
/** Longer than a relay needs to start, and to send a million rows. */
const limitMs = 120_000;

export async function listenToBenchTopic(address: string, security?: KafkaSecurity): Promise<Listener> {
  const broker = kafkaBroker({ brokers: address.split(','), security, clientId: 'saga-lab-bench' });
  const group = `saga-lab-bench-${randomUUID()}`;
  let awaited = new Set<string>();
  let first = 0;
  let done: Deferred<{ first: number; last: number }> | undefined;

  function onRecord(value: string | null): void {
    if (awaited.size === 0 || value === null) return;
    const now = performance.now();
    const { headers } = JSON.parse(value) as { headers: Record<string, string> };
    if (!awaited.delete(headers[header.id] ?? '')) return;
    first ||= now;
    if (awaited.size === 0) done?.resolve({ first, last: now });
  }

  await broker.createTopics([{ name: benchTopic, partitions }]);
  let failed: Error | undefined;
  await broker.subscribe({
    group,
    topics: [benchTopic],
    onRecord: async ({ value }) => onRecord(value),
    onAssigned: () => Promise.resolve(),
    onError: (error) => (failed = error),
  });
  return {
    async all(ids, signal) {
      first = 0;
      awaited = new Set(ids);
      const waiting = (done = deferred());
      return withLimit(signal, limitMs, (limit) => {
        const giveUp = (): void =>
          waiting.reject(
            failed ??
              new Error(`${awaited.size} of ${ids.length} messages are missing`, { cause: limit.reason }),
          );
        limit.addEventListener('abort', giveUp, { once: true });
        return waiting.promise;
      });
    },
    close: () => broker.close(),
  };
}
