import { expect, test } from 'vitest';
import { checkout } from '../../test/harness/checkout-system.ts';
import { completed } from '../testing/checkout.ts';
import { resultOf } from '../testing/proof.ts';
import { insert } from '../testing/rows.ts';
import { World } from '../testing/world.ts';

const name = 'no-success-without-payment';

function orderThatReads(state: string, charged: readonly string[]) {
  const { world, request } = completed(new World(checkout));
  world.readBefore();
  const document = { _id: 's-1', state };
  world.document({ collection: 'orders', id: '"s-1"', op: 'insert', document }, 'order-documents');
  for (const [index, payment] of charged.entries())
    world.commit('payment-db', {
      cause: request,
      rows: [insert('payments', { id: `${index}`, order_id: 's-1', state: payment })],
      events: [{ aggregate: 'payment', id: 's-1', type: 'PaymentNoted', payload: {} }],
    });
  return resultOf(world, name, [request.correlation]);
}

test('a success that was paid for', () => {
  expect(orderThatReads('SUCCESS', ['charged'])).toEqual({ name, verdict: 'pass' });
});

test('a success that nobody has paid for, or whose payment was refused', () => {
  const proof = [
    'order-documents orders with _id s-1 where state = SUCCESS has no ' +
      'payment-db payments with order_id s-1 where state = charged',
  ];
  expect(orderThatReads('SUCCESS', [])).toEqual({ name, verdict: 'fail', proof });
  expect(orderThatReads('SUCCESS', ['refused'])).toEqual({ name, verdict: 'fail', proof });
});

test('what does not read as a success needs no payment', () => {
  expect(orderThatReads('FAILURE', []).verdict).toBe('not-applicable');
});

test('payments from before that were not read prove nothing', () => {
  const { world, request } = completed(new World(checkout));
  const document = { _id: 's-1', state: 'SUCCESS' };
  world.document({ collection: 'orders', id: '"s-1"', op: 'insert', document }, 'order-documents');
  expect(resultOf(world, name, [request.correlation]).verdict).toBe('inconclusive');
});
