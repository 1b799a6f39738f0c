import type { Committed } from '../groups/offset-store.ts';
import type { RequestOf, ResponseOf } from '../protocol/api.ts';
import { errorCode } from '../protocol/error-code.ts';
import type { offsetFetch } from '../protocol/offset-fetch.ts';
import type { RequestContext } from './context.ts';

export function handleOffsetFetch(
  { groupId, topics }: RequestOf<typeof offsetFetch>,
  { broker }: RequestContext,
): ResponseOf<typeof offsetFetch> {
  const wanted = topics ?? byTopic(broker.offsets.of(groupId));
  const found = wanted.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map((partition) => {
      const committed = broker.offsets.get(groupId, topic, partition);
      const { offset, metadata } = committed ?? { offset: -1n, metadata: '' };
      return { partition, offset, metadata, errorCode: errorCode.none };
    }),
  }));
  return { throttleMs: 0, topics: found, errorCode: errorCode.none };
}

function byTopic(offsets: readonly Committed[]) {
  const names = new Set(offsets.map((row) => row.topic));
  return [...names].map((topic) => ({
    topic,
    partitions: offsets.filter((row) => row.topic === topic).map((row) => row.partition),
  }));
}
