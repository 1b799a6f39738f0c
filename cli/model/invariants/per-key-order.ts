import { compareCoordinates } from '../indexes/offset.ts';
import type { TopicRecord } from '../indexes/message-story.ts';
import type { OutboxRow } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { compareRows } from '../order.ts';
import { commitLabel, messageLabel, type InvariantKind } from './invariant.ts';
import { lanesOf, placeLabel, type NamedLane } from './lanes.ts';

/** For each topic and key, the first record of each message stands in the order in which the outbox rows were committed. */
export const perKeyOrder: InvariantKind<'per-key-order'> = {
  appliesTo: ({ messaging, topics }) => Object.keys(messaging).length > 0 && Object.keys(topics).length > 0,
  restsOn: (probe) => probe.startsWith('wal ') || probe === 'topics',
  needsEveryState: () => true,
  check({ model, scope }) {
    const lanes = lanesOf(model, scope);
    const violations = lanes.flatMap((lane) => outOfOrder(model, lane));
    const touched = lanes.some(({ records }) => records.some(({ envelope }) => envelope !== null));
    return { touched, violations, unknown: [] };
  },
};

interface Sent {
  readonly row: OutboxRow;
  readonly record: TopicRecord;
}

function outOfOrder(model: Model, { topic, key, sent }: NamedLane): string[] {
  const last = new Map<string, Sent>();
  const rows = [...sent].sort((left, right) => compareRows(model, left, right));
  return rows.flatMap((row) => {
    const record = firstRecord(model, row);
    if (!record) return [];
    const { database } = row.transaction;
    // Commits of two databases have no order between them.
    const before = last.get(database);
    last.set(database, { row, record });
    if (!before) return [];
    const lane = `${topic} key ${key}`;
    if (before.record.partition !== record.partition)
      return [`${lane}: ${where({ row, record })}, but ${where(before)}: two partitions have no order`];
    if (compareCoordinates(before.record, record) < 0) return [];
    return [`${lane}: ${where({ row, record })}, before ${where(before)}, but was committed after it`];
  });
}

function firstRecord({ messages }: Model, { envelope: { id, topic } }: OutboxRow): TopicRecord | undefined {
  return messages.stories.get(id)?.records.find((record) => record.topic === topic);
}

function where({ row, record }: Sent): string {
  return `${messageLabel(row)} (${commitLabel(row.transaction)}) is at ${placeLabel(record)}`;
}
