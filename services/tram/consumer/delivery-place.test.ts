import { expect, test } from 'vitest';
import { newMessageId } from '../message/message-id.ts';
import { header, type Headers } from '../message/message.ts';
import { carriedBack } from '../message/reply-headers.ts';
import { deliveryPlace } from './delivery-place.ts';

function place(consumer: string, headers: Headers) {
  const record = { topic: 'payment', partition: 1, offset: '7', key: 's1', value: null, timestampMs: 0 };
  const message = { id: newMessageId(), destination: 'payment', headers, payload: '{}' };
  return deliveryPlace({ consumer, record, message });
}

const command = {
  [header.commandType]: 'DoPayment',
  [header.sagaType]: 'CheckoutSaga',
  [header.sagaId]: 's1',
  [header.sagaStep]: 'do-payment',
};

test('an event is named by its type and by the consumer', () => {
  expect(place('orders', { [header.eventType]: 'OrderCreated' }).names).toEqual(['OrderCreated', 'orders']);
});

test('a command of a saga is named by its step too, and so is its reply', () => {
  const at = place('payment-commands', command);
  expect(at.names).toEqual(['DoPayment', 'payment-commands', 'do-payment', 'CheckoutSaga.do-payment']);
  expect(at.subject.type).toBe('DoPayment');
  const back = place('CheckoutSaga-consumer', { ...carriedBack(command), [header.replyType]: 'PaymentDone' });
  expect(back.names).toEqual([
    'PaymentDone',
    'CheckoutSaga-consumer',
    'do-payment',
    'CheckoutSaga.do-payment',
  ]);
});

test('a message that says nothing of itself is named by the consumer', () => {
  expect(place('orders', {}).names).toEqual(['orders']);
});
