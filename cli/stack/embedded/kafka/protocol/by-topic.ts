import type { Codec } from '../wire/codec.ts';
import { array, struct } from '../wire/composites.ts';
import { string } from '../wire/primitives.ts';

/** The shape that most requests share: per topic, per partition. */
export const byTopic = <T>(partition: Codec<T>) =>
  array(struct({ topic: string, partitions: array(partition) }));
