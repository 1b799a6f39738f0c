import type { Message, MessageFields, MessageProperties } from 'amqplib';
import { expect, it } from 'vitest';
import { recordOf } from './amqp-record.ts';
import { deadLetter, revivedLetter } from './dead-letter.ts';
import type { Outgoing } from './publish-channel.ts';

const verdict = { reason: 'failed', error: 'out of stock', attempts: 3, firstSeenMs: 0 } as const;

/** As the server delivers what was published. */
function delivered({ exchange, routingKey, content, headers, properties }: Outgoing): Message {
  return {
    content,
    fields: { exchange, routingKey } as MessageFields,
    properties: { ...properties, headers } as MessageProperties,
  };
}

const original = delivered({
  exchange: 'Order',
  routingKey: '17',
  content: Buffer.from('{}'),
  headers: { id: '"7"' },
});

it('comes back from the dead letters as the record that it was, however often', () => {
  const revived = revivedLetter(delivered(deadLetter(original, 'shop.Order.dead', verdict)), 'shop.Order');
  expect(revived).toMatchObject({ exchange: '', routingKey: 'shop.Order', content: original.content });
  const { offset: _own, ...before } = recordOf(original);
  expect(recordOf(delivered(revived))).toMatchObject(before);
  expect(recordOf(delivered(revived)).headers).toEqual(before.headers);

  const again = deadLetter(delivered(revived), 'shop.Order.dead', verdict);
  expect(again.headers).toEqual(deadLetter(original, 'shop.Order.dead', verdict).headers);
});

it('keeps what another publisher said of it, but for what would have it refused or lost', () => {
  const said = {
    contentType: 'application/json',
    contentEncoding: 'utf-8',
    priority: 0,
    correlationId: 'c1',
    replyTo: 'answers',
    messageId: 'm1',
    timestamp: 1_700_000_000,
    type: 'OrderCreated',
    appId: 'shop',
  };
  const properties = { ...said, userId: 'shop', expiration: '60000', clusterId: undefined };
  const message = { ...original, properties: { ...original.properties, ...properties } };
  const dead = deadLetter(message, 'shop.Order.dead', verdict);
  expect(dead.properties).toEqual(said);
  expect(revivedLetter(delivered(dead), 'shop.Order').properties).toEqual(said);
});
