import type { Evidence } from '../evidence.ts';
import { checkOf, type SoakCheck } from '../report.ts';

/** Committed rows and records are the same set of ids, and a key's first records stand in the order of its ids. */
export function deliveryChecks({ sent, records, unreadable }: Evidence): SoakCheck[] {
  const lost = [...sent]
    .filter(([id, { topic }]) => records.get(id)?.topic !== topic)
    .map(([id, { topic, type }]) => `${type} ${id} is not on ${topic}`);
  const phantom = [...records]
    .filter(([id]) => !sent.has(id))
    .map(([id, { topic, partition, offset }]) => `${id} at ${topic}/${partition}@${offset} is in no outbox`);
  const broken = unreadable.map((place) => `${place} is no message`);
  return [
    checkOf('nothing lost', sent.size, lost),
    checkOf('nothing made up', records.size, [...phantom, ...broken]),
    checkOf('order per key', records.size, outOfOrder(sent, records)),
  ];
}

/**
 * Ids of a key ascend in the order of their commits (docs/adr/0006-message-ids.md), of each outbox: between two, such as those of
 * participants that answer one saga at the same time, there is no order.
 */
function outOfOrder(sent: Evidence['sent'], records: Evidence['records']): string[] {
  const last = new Map<string, { id: string; partition: number; offset: bigint }>();
  const violations: string[] = [];
  const inOrder = [...records].sort(([, left], [, right]) => Number(left.offset - right.offset));
  for (const [id, { topic, key, partition, offset }] of inOrder) {
    const lane = `${sent.get(id)?.database}\0${topic}\0${key}`;
    const before = last.get(lane);
    last.set(lane, { id, partition, offset });
    if (before && (before.id > id || before.partition !== partition))
      violations.push(
        `${topic} key ${key}: ${id} at ${partition}@${offset} comes after ${before.id} at ${before.partition}@${before.offset}`,
      );
  }
  return violations;
}
