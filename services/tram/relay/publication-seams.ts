import type { SentRecord } from '../broker/broker.ts';
import { faults, type Place } from '../faults/seam.ts';
import { nowMs } from '../observe/clock.ts';
import type { DeliveryOptions } from './delivery.ts';
import type { OutboxRecord, RejectedRow } from './outbox/outbox-record.ts';

/** What is left to publish: the commits were seen, the broker knows nothing yet. */
export async function keptAfterCommit<T extends OutboxRecord | RejectedRow>(
  items: readonly (T & OutboxRecord)[],
  { database, onDropped }: DeliveryOptions<T>,
): Promise<readonly (T & OutboxRecord)[]> {
  const kept: (T & OutboxRecord)[] = [];
  for (const item of items) {
    if ((await faults.armed?.reach('after-commit', publicationPlace(database, item))) === 'drop')
      onDropped(item);
    else kept.push(item);
  }
  return kept;
}

/** The broker has confirmed, nothing is acknowledged yet. Publishes once more what is to be; returns how to tell of it. */
export async function repeatedAfterPublish<T extends OutboxRecord | RejectedRow>(
  items: readonly (T & OutboxRecord)[],
  { database, publisher, signal, onRepeated }: DeliveryOptions<T>,
): Promise<readonly (() => void)[]> {
  const tellings: (() => void)[] = [];
  for (const item of items) {
    const ruling = await faults.armed?.reach('after-publish', publicationPlace(database, item));
    if (ruling !== 'duplicate') continue;
    const sentAt = nowMs();
    const [sent] = await publisher.publish([item.record], signal);
    tellings.push(() => onRepeated(item, sent as SentRecord, sentAt));
  }
  return tellings;
}

/** A fault names the relaying of a message by its type, or by the database. */
function publicationPlace(database: string, { message, type, correlation, record }: OutboxRecord): Place {
  const { topic, key } = record;
  return {
    names: type === null ? [database] : [type, database],
    subject: { correlation, message, type, topic, key, database },
  };
}
