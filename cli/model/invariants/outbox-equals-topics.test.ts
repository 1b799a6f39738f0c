import { expect, test } from 'vitest';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { play } from '../testing/play.ts';
import { resultOf } from '../testing/proof.ts';
import type { TestMessage } from '../testing/rows.ts';

const created = { aggregate: 'Order', id: 17, type: 'OrderCreated', payload: { n: 1 } };

const name = 'every-outbox-row-on-its-topic';

function committed() {
  const { world } = play(system);
  const request = world.request('order-service', 'POST', '/orders');
  const [message] = world.commit('order-db', { cause: request, events: [created] });
  return { world, run: [request.id], message: message! };
}

function phantom(type: string, correlation: string): TestMessage {
  const rest = { payload: '{}', causation: '', database: '', xid: 0, lsn: '' };
  return { id: 'phantom', topic: 'Order', key: '17', type, correlation, ...rest };
}

test('holds where each row is there, however often', () => {
  const { world, run, message } = committed();
  world.publish(message);
  world.publish(message);
  expect(resultOf(world, name, run).verdict).toBe('pass');
});

test('a row that is on no topic', () => {
  const { world, run, message } = committed();
  expect(resultOf(world, name, run)).toEqual({
    name,
    verdict: 'fail',
    proof: [`OrderCreated ${message.id} (order-db xid 741 at 0/1CE5): not on topic Order`],
  });
});

test('a row that is on another topic', () => {
  const { world, run, message } = committed();
  world.record(message, { topic: 'Customer' });
  expect(resultOf(world, name, run).proof?.[0]).toMatch(/: not on topic Order but at Customer\/0@0$/);
});

test('a copy on another topic', () => {
  const { world, run, message } = committed();
  world.publish(message);
  world.record(message, { topic: 'Customer' });
  expect(resultOf(world, name, run).proof).toEqual([
    `OrderCreated ${message.id} (order-db xid 741 at 0/1CE5): also at Customer/0@0, its own topic is Order`,
  ]);
});

test('a record with other headers', () => {
  const { world, run, message } = committed();
  world.record({ ...message, type: 'OrderApproved' });
  expect(resultOf(world, name, run).proof?.[0]).toMatch(
    /: has event-type OrderApproved at Order\/0@0, its own is OrderCreated$/,
  );
});

test('a record with another key', () => {
  const { world, run, message } = committed();
  world.record(message, { key: '18' });
  expect(resultOf(world, name, run).proof?.[0]).toMatch(/: has key 18 at Order\/0@0, its own is 17$/);
});

test('a record with another payload; one that is only spaced otherwise is the same', () => {
  const { world, run, message } = committed();
  world.record({ ...message, payload: '{ "n": 1.0 }' });
  expect(resultOf(world, name, run).verdict).toBe('pass');
  world.record({ ...message, payload: '{"n":2}' });
  expect(resultOf(world, name, run).proof?.[0]).toMatch(/: has another payload at Order\/0@1: {"n":2}$/);
});

test('a record of the run that was in no outbox', () => {
  const { world, run, message } = committed();
  world.publish(message);
  world.record(phantom('OrderApproved', run[0]!), { key: '99' });
  expect(resultOf(world, name, run).proof).toEqual([
    'Order/0@1 with key 99 (OrderApproved phantom): no outbox row explains this record',
  ]);
});

test('a record with a key of the run that was in no outbox, or is no message', () => {
  const { world, run, message } = committed();
  world.publish(message);
  world.record(phantom('OrderApproved', 'another'));
  world.rawRecord('Order', '17', 'not JSON');
  world.rawRecord('Order', '99', 'not JSON');
  expect(resultOf(world, name, run).proof).toEqual([
    'Order/0@1 with key 17 (OrderApproved phantom): no outbox row explains this record',
    'Order/0@2 with key 17 (no message): no outbox row explains this record',
  ]);
});

test('another run’s record that may have been committed before the watch began', () => {
  const { world, run, message } = committed();
  world.record(phantom('OrderApproved', 'another'));
  world.publish(message);
  expect(resultOf(world, name, run).verdict).toBe('pass');
});
