import type { SentRecord } from '../broker/broker.ts';
import { faults } from '../faults/seam.ts';
import { nowMs } from '../observe/clock.ts';
import type { OutboxRecord, RejectedRow } from './outbox/outbox-record.ts';
import type { PersistentPublisher } from './persistent-publisher.ts';
import { keptAfterCommit, repeatedAfterPublish } from './publication-seams.ts';
import { isRefusal } from './refusal.ts';

export interface DeliveryOptions<T extends OutboxRecord | RejectedRow> {
  readonly publisher: PersistentPublisher;
  readonly signal: AbortSignal;
  /** The pipeline's name, by which a fault may mean it. */
  readonly database: string;
  /** `sentAt`: epoch ms when the batch was handed to the publisher. */
  readonly onPublished: (item: T & OutboxRecord, sent: SentRecord, sentAt: number) => void;
  /** A fault has it published once more. */
  readonly onRepeated: (item: T & OutboxRecord, sent: SentRecord, sentAt: number) => void;
  /** A fault has it never published, as if it had been. */
  readonly onDropped: (item: T & OutboxRecord) => void;
  /** Resolves when the row is set aside. */
  readonly onRejected: (item: T, reason: string) => Promise<void>;
}

/**
 * Resolves when each item is confirmed by the broker or set aside. A batch that the broker refuses is halved until the
 * record it refuses is alone: only that one is set aside.
 */
export async function deliver<T extends OutboxRecord | RejectedRow>(
  items: readonly T[],
  options: DeliveryOptions<T>,
): Promise<void> {
  const rejected = items.filter((item): item is T & RejectedRow => item.kind === 'rejected');
  for (const item of rejected) await options.onRejected(item, item.reason);
  const records = items.filter((item): item is T & OutboxRecord => item.kind === 'record');
  await publishAll(faults.armed ? await keptAfterCommit(records, options) : records, options);
}

async function publishAll<T extends OutboxRecord | RejectedRow>(
  items: readonly (T & OutboxRecord)[],
  options: DeliveryOptions<T>,
): Promise<void> {
  const [first] = items;
  if (!first) return;
  let sent: readonly SentRecord[];
  const sentAt = nowMs();
  try {
    sent = await options.publisher.publish(
      items.map((item) => item.record),
      options.signal,
    );
  } catch (error) {
    if (!isRefusal(error)) throw error;
    if (items.length === 1)
      return options.onRejected(first, `the broker refuses it: ${(error as Error).message}`);
    const half = Math.ceil(items.length / 2);
    await publishAll(items.slice(0, half), options);
    return publishAll(items.slice(half), options);
  }
  const repeated = faults.armed ? await repeatedAfterPublish(items, options) : [];
  for (const [index, item] of items.entries()) options.onPublished(item, sent[index] as SentRecord, sentAt);
  for (const tell of repeated) tell();
}
