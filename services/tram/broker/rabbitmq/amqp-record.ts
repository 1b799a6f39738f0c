import { createHash } from 'node:crypto';
import type { Message } from 'amqplib';
import type { BrokerRecord, RecordHeaders } from '../broker.ts';
import { originHeaders, originOf } from './origin.ts';
import { stampHeader } from './publish-stamp.ts';

/** Of a message, all that a record is made of; RabbitMQ says no more about it to each of its queues. */
export type Delivered = Pick<Message, 'content' | 'properties'> & {
  readonly fields: Pick<Message['fields'], 'exchange' | 'routingKey'>;
};

/**
 * A message as a record: the exchange that it was first published to is its topic, the routing key its key, and there is one partition. `offset` is its
 * publisher's stamp; a message of another publisher has none, so there it is 48 bits of the SHA-256 of what it holds:
 * the same however often it is delivered, but in no order, and the same for one that was published twice alike.
 */
export function recordOf(message: Delivered): BrokerRecord {
  const { properties, content } = message;
  const { exchange, routingKey } = originOf(message);
  const stamp = stampOf(properties.headers);
  const headers = textHeaders(properties.headers);
  const value = content.toString('utf8');
  return {
    topic: exchange,
    partition: 0,
    offset: stamp === undefined ? contentNumber(routingKey, value, headers) : String(stamp),
    key: routingKey,
    value,
    ...(headers && { headers }),
    timestampMs: stamp === undefined ? secondsToMs(properties.timestamp) : Math.floor(stamp / 1000),
  };
}

export function stampOf(headers: Readonly<Record<string, unknown>> | undefined): number | undefined {
  const stamp = headers?.[stampHeader];
  return typeof stamp === 'number' && Number.isSafeInteger(stamp) && stamp > 0 ? stamp : undefined;
}

const ours: ReadonlySet<string> = new Set([stampHeader, ...Object.values(originHeaders)]);

function textHeaders(headers: Readonly<Record<string, unknown>> | undefined): RecordHeaders | undefined {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) =>
    ours.has(name) || value === undefined || value === null ? [] : [[name, text(value)] as const],
  );
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

function text(value: unknown): string {
  if (typeof value === 'string') return value;
  return Buffer.isBuffer(value) ? value.toString('utf8') : JSON.stringify(value);
}

/** Safe as a JavaScript number, as offsets are stored in documents too. */
function contentNumber(key: string, value: string, headers: RecordHeaders | undefined): string {
  const hash = createHash('sha256').update(JSON.stringify([key, value, headers ?? {}]));
  return String(hash.digest().readUIntBE(0, 6));
}

/** AMQP's timestamp is in seconds; 0 where nobody said. */
function secondsToMs(timestamp: unknown): number {
  return typeof timestamp === 'number' ? timestamp * 1000 : 0;
}
