import type { Message, MessageFields, MessageProperties } from 'amqplib';
import { expect, it } from 'vitest';
import { recordOf } from './amqp-record.ts';
import { deadLetter, revivedLetter } from './dead-letter.ts';
import type { Outgoing } from './publish-channel.ts';

const verdict = { reason: 'failed', error: 'out of stock', attempts: 3, firstSeenMs: 0 } as const;

/** As the server delivers what was published. */
function delivered({ exchange, routingKey, content, headers }: Outgoing): Message {
  return {
    content,
    fields: { exchange, routingKey } as MessageFields,
    properties: { headers } as MessageProperties,
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
