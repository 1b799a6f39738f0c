import type { NoContext } from '../consumer/message-handler.ts';
import type { Inbox, ParkedRecord, TopicKey } from './inbox.ts';

/** Where a consumer without SQL parks records. */
export interface ParkingLot {
  /** False when the record is parked already. */
  park(parked: ParkedRecord): Promise<boolean>;
  isParked(consumer: string, key: TopicKey): Promise<boolean>;
  /** The record of the key that comes first. */
  first(consumer: string, key: TopicKey): Promise<ParkedRecord | undefined>;
  remove(parked: ParkedRecord): Promise<void>;
  /** Every key that has a parked record. */
  parkedKeys(consumer: string): Promise<readonly TopicKey[]>;
}

/**
 * For a view without SQL. A repeat is recognised by the handler's own guard: it applies an event only if its id is
 * greater than the last one applied of the same aggregate. Parked keys are kept in memory, so that the usual message
 * costs no question; a key found there is asked for again, as a redrive may have freed it.
 */
export function guardedInbox(parkingLot: ParkingLot): Inbox<NoContext> {
  const parkedKeys = new Map<string, Set<string>>();

  function keysOf(consumer: string): Set<string> {
    const keys = parkedKeys.get(consumer) ?? new Set();
    parkedKeys.set(consumer, keys);
    return keys;
  }

  async function isBlocked(consumer: string, topicKey: TopicKey): Promise<boolean> {
    const keys = keysOf(consumer);
    if (!keys.has(nameOf(topicKey))) return false;
    if (await parkingLot.isParked(consumer, topicKey)) return true;
    keys.delete(nameOf(topicKey));
    return false;
  }

  return {
    async receive({ consumer, record: { topic, key } }, work) {
      if (key !== null && (await isBlocked(consumer, { topic, key }))) return 'blocked';
      return (await work({})) ?? 'handled';
    },
    async park(parked) {
      const { topic, key } = parked.record;
      const isNew = await parkingLot.park(parked);
      if (key !== null) keysOf(parked.consumer).add(nameOf({ topic, key }));
      return isNew;
    },
    async parkBehind(parked) {
      const { topic, key } = parked.record;
      const isNew = await parkingLot.park(parked);
      const first = key === null ? undefined : await parkingLot.first(parked.consumer, { topic, key });
      if (first && !isSame(first, parked)) return isNew ? 'parked' : 'duplicate';
      // A redrive that took the last one meanwhile may not have seen this one. Should it have, the guard tells.
      await parkingLot.remove(parked);
      return 'free';
    },
    async redriveNext(consumer, topicKey, work) {
      const first = await parkingLot.first(consumer, topicKey);
      if (!first) return 'none';
      const result = await work(first, {});
      await parkingLot.remove(first);
      return result ?? 'handled';
    },
    async refresh(consumer) {
      parkedKeys.set(consumer, new Set((await parkingLot.parkedKeys(consumer)).map(nameOf)));
    },
  };
}

function nameOf({ topic, key }: TopicKey): string {
  return JSON.stringify([topic, key]);
}

function isSame({ record: left }: ParkedRecord, { record: right }: ParkedRecord): boolean {
  return (
    left.partition === right.partition &&
    left.offset === right.offset &&
    left.timestampMs === right.timestampMs
  );
}
