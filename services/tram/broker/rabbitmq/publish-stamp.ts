/**
 * RabbitMQ numbers nothing, so the publisher does: microseconds since 1970 by its clock, each greater than the one
 * before. It travels in a header, and is the record's `offset` for whoever gets it.
 */
export const stampHeader = 'x-tram-offset';

/** `nowMs`: epoch milliseconds, possibly with fractions. */
export function publishStamps(nowMs: () => number): () => number {
  let last = 0;
  return () => (last = Math.max(last + 1, Math.floor(nowMs() * 1000)));
}
