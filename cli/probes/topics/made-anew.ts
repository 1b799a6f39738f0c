import type { Positions } from './positions.ts';

export interface TopicEnd {
  readonly partition: number;
  /** High watermark. */
  readonly high: string;
}

/**
 * Where a topic's partitions end now. Throws where one ends before what was read of it when the question was asked: it
 * is another one by now, and what it held in between was not seen. What is read while the answer is under way may well
 * lie beyond it.
 */
export async function topicEnds(
  topic: string,
  positions: Positions,
  fetchEnds: (topic: string) => Promise<readonly TopicEnd[]>,
): Promise<readonly TopicEnd[]> {
  const readBefore = positions.copy();
  const ends = await fetchEnds(topic);
  for (const { partition, high } of ends)
    if (readBefore.of(topic, partition) > BigInt(high))
      throw new MadeAnewError(
        `${topic}/${partition} ends at ${high}, before what was read of it: it was made anew`,
      );
  return ends;
}

export class MadeAnewError extends Error {}
