import type { HopRef } from './hop.ts';

/** Where a record is, in words: `Order/0@7`; of RabbitMQ, which numbers nothing, the queue it was taken from, or its exchange. */
export function placeText({ topic, partition, offset, exchange, queue }: HopRef): string {
  if (queue !== undefined) return `queue ${queue}`;
  if (exchange !== undefined) return `exchange ${exchange}`;
  return `${topic ?? '?'}/${partition ?? '?'}${offset === undefined ? '' : `@${offset}`}`;
}
