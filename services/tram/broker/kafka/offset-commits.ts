import type { TopicPartitionOffset } from 'kafkajs';
import type { BrokerRecord } from '../broker.ts';

/** Remembers how far each partition got, and tells the broker now and then. */
export interface OffsetCommits {
  handled(record: BrokerRecord): void;
  /** Tells it now; resolves when all was told. */
  flush(): Promise<void>;
  clear(): void;
}

/** A round trip per message would cost more than the repeats that a crash in this time brings, which the inbox takes. */
const everyMs = 200;

export function offsetCommits(commit: (offsets: TopicPartitionOffset[]) => Promise<void>): OffsetCommits {
  const uncommitted = new Map<string, TopicPartitionOffset>();
  let timer: NodeJS.Timeout | undefined;
  let committing: Promise<void> = Promise.resolve();

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const offsets = [...uncommitted.values()];
    uncommitted.clear();
    if (offsets.length > 0) {
      // A commit that fails, as when the group rebalances, only brings repeats; a lost broker also ends the fetching.
      committing = committing.then(() => commit(offsets)).catch(() => undefined);
    }
    return committing;
  }

  return {
    handled({ topic, partition, offset }) {
      const next = (BigInt(offset) + 1n).toString();
      uncommitted.set(`${topic} ${partition}`, { topic, partition, offset: next });
      timer ??= setTimeout(() => void flush(), everyMs);
    },
    flush,
    clear: () => uncommitted.clear(),
  };
}
