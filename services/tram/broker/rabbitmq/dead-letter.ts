import type { Message } from 'amqplib';
import type { Verdict } from './failed-attempts.ts';
import { deadHeaders, originHeaders, originOf } from './origin.ts';
import { carriedProperties, type Outgoing } from './publish-channel.ts';

const longestError = 1_000;

type Letter = Pick<Message, 'content' | 'properties' | 'fields'>;

/** The message as it was, with why it is there: through the default exchange, which knows every queue by its name. */
export function deadLetter(
  message: Letter,
  queue: string,
  { reason, error, attempts, firstSeenMs }: Verdict,
): Outgoing {
  const { exchange, routingKey } = originOf(message);
  return {
    exchange: '',
    routingKey: queue,
    content: message.content,
    properties: carried(message.properties),
    headers: {
      ...without(message.properties.headers, Object.values(originHeaders)),
      [deadHeaders.reason]: reason,
      [deadHeaders.error]: error.slice(0, longestError),
      [deadHeaders.attempts]: attempts,
      [deadHeaders.firstSeen]: new Date(firstSeenMs).toISOString(),
      [deadHeaders.exchange]: exchange,
      [deadHeaders.routingKey]: routingKey,
    },
  };
}

/** The same message for its queue alone, as it was before it became a dead letter: other queues of its exchange have had it. */
export function revivedLetter({ content, properties }: Letter, queue: string): Outgoing {
  const { [deadHeaders.exchange]: exchange, [deadHeaders.routingKey]: routingKey } = properties.headers ?? {};
  return {
    exchange: '',
    routingKey: queue,
    content,
    properties: carried(properties),
    headers: {
      ...without(properties.headers, Object.values(deadHeaders)),
      ...(typeof exchange === 'string' && { [originHeaders.exchange]: exchange }),
      ...(typeof routingKey === 'string' && { [originHeaders.routingKey]: routingKey }),
    },
  };
}

function carried(properties: Message['properties']): NonNullable<Outgoing['properties']> {
  const known: Readonly<Record<string, unknown>> = { ...properties };
  return Object.fromEntries(
    carriedProperties.flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
}

function without(headers: Readonly<Record<string, unknown>> = {}, names: readonly string[]) {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
