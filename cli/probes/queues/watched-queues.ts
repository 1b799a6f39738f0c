import { deadLetterQueueOf, queueOf } from '../../../services/tram/index.ts';
import type { System } from '../../systems/system.ts';

export interface WatchedQueue {
  readonly queue: string;
  readonly exchange: string;
  /** Its dead-letter queue, which need not be there. */
  readonly dead: string;
}

/** A queue for each topic of a consumer, as tram names them. */
export function watchedQueues({ consumers }: System): WatchedQueue[] {
  return Object.entries(consumers).flatMap(([consumer, { handles }]) =>
    Object.keys(handles).map((exchange) => {
      const queue = queueOf(consumer, exchange);
      return { queue, exchange, dead: deadLetterQueueOf(queue) };
    }),
  );
}
