import type { Message } from 'amqplib';
import type { Verdict } from './failed-attempts.ts';
import type { Outgoing } from './publish-channel.ts';

const longestError = 1_000;

/** The message as it was, with why it is there: through the default exchange, which knows every queue by its name. */
export function deadLetter(
  { fields, properties, content }: Pick<Message, 'content' | 'properties' | 'fields'>,
  queue: string,
  { reason, error, attempts, firstSeenMs }: Verdict,
): Outgoing {
  return {
    exchange: '',
    routingKey: queue,
    content,
    headers: {
      ...properties.headers,
      'x-tram-dead-reason': reason,
      'x-tram-dead-error': error.slice(0, longestError),
      'x-tram-dead-attempts': attempts,
      'x-tram-dead-first-seen': new Date(firstSeenMs).toISOString(),
      'x-tram-dead-exchange': fields.exchange,
      'x-tram-dead-routing-key': fields.routingKey,
    },
  };
}
