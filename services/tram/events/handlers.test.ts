import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { MalformedMessageError, UnprocessableMessageError } from '../message/errors.ts';
import { newMessageId } from '../message/message-id.ts';
import { header, type Message } from '../message/message.ts';
import { defineEvents } from './definitions.ts';
import { eventHandlers } from './handlers.ts';

const orderEvents = defineEvents('Order', {
  OrderCreated: z.object({ total: z.number().transform((total) => `${total} EUR`) }),
  OrderShipped: z.object({}),
});
const customerEvents = defineEvents('Customer', { CustomerCreated: z.object({ name: z.string() }) });

const seen: unknown[] = [];
const handlers = eventHandlers<{ store: string }>()
  .on(orderEvents, {
    OrderCreated: async ({ type, payload, aggregateId, messageId }, { store }) => {
      seen.push({ type, total: payload.total, aggregateId, messageId, store });
    },
  })
  .on(customerEvents, { CustomerCreated: async () => 'duplicate' });

function event(aggregateType: string, type: string, payload: string): Message {
  const id = newMessageId();
  const headers = {
    [header.aggregateType]: aggregateType,
    [header.eventType]: type,
    [header.aggregateId]: '7',
  };
  return { id, destination: aggregateType, headers, payload };
}

describe('event handlers', () => {
  it('know the aggregate types to subscribe to', () => {
    expect(handlers.aggregateTypes).toEqual(['Order', 'Customer']);
  });

  it('give a handler the event, its payload as the schema reads it', async () => {
    const message = event('Order', 'OrderCreated', '{"total":3}');
    await handlers.handlerFor(message)?.(message, { store: 's' });
    expect(seen).toEqual([
      { type: 'OrderCreated', total: '3 EUR', aggregateId: '7', messageId: message.id, store: 's' },
    ]);
  });

  it('pass on what a handler answers', async () => {
    const message = event('Customer', 'CustomerCreated', '{"name":"Jane"}');
    expect(await handlers.handlerFor(message)?.(message, { store: 's' })).toBe('duplicate');
  });

  it.each([
    ['Order', 'OrderShipped'],
    ['Order', 'CustomerCreated'],
    ['Customer', 'OrderCreated'],
    ['Order', 'constructor'],
    ['__proto__', 'toString'],
  ])('have none for %s %s', (aggregateType, type) => {
    expect(handlers.handlerFor(event(aggregateType, type, '{}'))).toBeUndefined();
  });

  it('are one per event', () => {
    expect(() => handlers.on(customerEvents, { CustomerCreated: async () => undefined })).toThrow(
      'Customer CustomerCreated has a handler already',
    );
  });

  it.each([header.aggregateType, header.eventType])('take a message without %s for malformed', (name) => {
    const message = event('Order', 'OrderCreated', '{}');
    const { [name]: _, ...headers } = message.headers;
    expect(() => handlers.handlerFor({ ...message, headers })).toThrow(MalformedMessageError);
  });

  it.each([
    ['{"total":"three"}', 'Payload of OrderCreated does not fit its schema: total:'],
    ['[]', 'Payload of OrderCreated does not fit its schema: payload:'],
    ['{', 'payload is not JSON'],
  ])('refuse payload %s for good', async (payload, reason) => {
    const message = event('Order', 'OrderCreated', payload);
    const handling = async () => handlers.handlerFor(message)?.(message, { store: 's' });
    await expect(handling()).rejects.toThrow(UnprocessableMessageError);
    await expect(handling()).rejects.toThrow(reason);
  });
});
