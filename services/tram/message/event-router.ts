import type { BrokerRecord, RecordHeaders } from '../broker/broker.ts';
import { MalformedMessageError } from './errors.ts';
import type { MessageId } from './message-id.ts';
import { header, type Headers, type Message } from './message.ts';

/** Names of a record's headers, and what each is in a message. */
const headerOf = {
  eventType: header.eventType,
  aggregateId: header.aggregateId,
  'correlation-id': header.correlationId,
  'causation-id': header.causationId,
  traceparent: header.traceparent,
} as const;

/**
 * A record that Debezium's outbox event router made, as a message: the payload is the value, the key is the aggregate's
 * id, unless a header has it (on RabbitMQ the key is lost), and headers hold JSON, so that a text has its quotes (`id: "\"4f1c...\""`), bare or within `{schema, payload}`.
 * Source: Debezium's documentation, "Outbox Event Router"; the form of headers as Debezium Server 3.0 sends them.
 * @throws MalformedMessageError that says what is wrong; the payload is not looked into
 */
export function readEventRouterRecord(aggregateType: string): (record: BrokerRecord) => Message {
  return ({ topic, key, value, headers = {} }) => {
    if (value === null) throw new MalformedMessageError('The record has no value (a tombstone)');
    const id = textOf(headers, 'id');
    if (id === undefined) throw new MalformedMessageError('Header id is missing');
    const named: Headers = Object.fromEntries(
      Object.entries(headerOf).flatMap(([name, ours]) => {
        const text = textOf(headers, name);
        return text === undefined ? [] : [[ours, text]];
      }),
    );
    const about = {
      [header.aggregateType]: aggregateType,
      ...(key !== null && key !== '' && { [header.aggregateId]: key }),
    };
    // A UUID, as the router has it; nothing of ours compares it with an id of tram's.
    return {
      id: id as MessageId,
      destination: topic,
      headers: { ...about, ...named, [header.id]: id },
      payload: value,
    };
  };
}

function textOf(headers: RecordHeaders, name: string): string | undefined {
  const json = Object.hasOwn(headers, name) ? headers[name] : undefined;
  if (json === undefined) return undefined;
  const value = payloadOf(parse(name, json));
  // Of a column that is NULL the router makes a header all the same.
  if (value === null) return undefined;
  if (typeof value !== 'string' || value === '')
    throw new MalformedMessageError(`Header ${name} is ${json}, not a text in JSON`);
  return value;
}

function payloadOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'payload' in value ? value.payload : value;
}

function parse(name: string, json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new MalformedMessageError(`Header ${name} is ${json}, which is not JSON`, { cause: error });
  }
}
