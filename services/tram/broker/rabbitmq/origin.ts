import type { Message } from 'amqplib';

/** Of a message that was put back into a queue from its dead letters: what it was published with, as the default exchange stands on it now. */
export const originHeaders = {
  exchange: 'x-tram-origin-exchange',
  routingKey: 'x-tram-origin-routing-key',
} as const;

/** Why a dead letter is one, and whose it was. */
export const deadHeaders = {
  reason: 'x-tram-dead-reason',
  error: 'x-tram-dead-error',
  attempts: 'x-tram-dead-attempts',
  firstSeen: 'x-tram-dead-first-seen',
  exchange: 'x-tram-dead-exchange',
  routingKey: 'x-tram-dead-routing-key',
} as const;

export interface Origin {
  readonly exchange: string;
  readonly routingKey: string;
}

type Routed = Pick<Message, 'properties'> & {
  readonly fields: Pick<Message['fields'], 'exchange' | 'routingKey'>;
};

/** The exchange that a message was first published to, and with which routing key. */
export function originOf({ fields, properties }: Routed): Origin {
  const { exchange, routingKey } = fields;
  const first: unknown = properties.headers?.[originHeaders.exchange];
  const key: unknown = properties.headers?.[originHeaders.routingKey];
  return exchange === '' && typeof first === 'string' && typeof key === 'string'
    ? { exchange: first, routingKey: key }
    : { exchange, routingKey };
}
