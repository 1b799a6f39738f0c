import { expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { ledgerOf } from '../testing/looks.ts';
import { foldMoment } from './ledger.ts';

test('a repeat of a probe that started over is listed once', () => {
  const { world } = playOrder(system);
  const ledger = ledgerOf(world);
  const rows = ledger.entries.outbox.length;
  const records = ledger.entries.records.length;
  for (const { observation } of world.told) foldMoment(ledger, { kind: 'observation', observation });
  expect([ledger.entries.outbox.length, ledger.entries.records.length]).toEqual([rows, records]);
});

test('each row and record is found by its hop', () => {
  const { entries } = ledgerOf(playOrder(system).world);
  for (const [index, { envelope }] of entries.outbox.entries())
    expect(entries.outboxAt.get(envelope.id)).toBe(index);
  for (const [index, { observation }] of entries.records.entries())
    expect(entries.recordAt.get(`${observation.topic}/${observation.partition}/${observation.offset}`)).toBe(
      index,
    );
});

test('the newest chain is the one that began last, also when only its work was seen', () => {
  const { world, story } = play(system);
  const customer = story.createCustomer(50);
  const order = story.placeOrder(customer.id, 40);
  expect(ledgerOf(world).newest.last).toEqual({ system: system.name, correlation: order.request.id });
  const cause = { id: 'from-outside', correlation: 'from-outside' };
  const event = { aggregate: 'Order', id: 18, type: 'OrderCreated', payload: {} };
  world.commit('order-db', { cause, events: [event] });
  expect(ledgerOf(world).newest.last?.correlation).toBe('from-outside');
});

test('a request that only looks begins no chain, and an old chain that goes on does not begin again', () => {
  const { world, story } = play(system);
  const first = story.createCustomer(50);
  const second = story.createCustomer(50);
  world.request('order-history-service', 'GET', '/customers/1');
  const late = { aggregate: 'Customer', id: first.id, type: 'CustomerCreated', payload: {} };
  world.commit('customer-db', { cause: first.request, events: [late] });
  expect(ledgerOf(world).newest.last?.correlation).toBe(second.request.id);
});

test('open sagas are counted as they open and end', () => {
  const unrelayed: string[] = ['CustomerCreditReserved'];
  const { world, story } = play(system, { unrelayed });
  const customer = story.createCustomer(50);
  story.placeOrder(customer.id, 10);
  story.placeOrder(customer.id, 10);
  expect(ledgerOf(world).sagas.open).toBe(2);
  unrelayed.pop();
  story.placeOrder(customer.id, 10);
  const { sagas } = ledgerOf(world);
  expect([sagas.sagas.length, sagas.open]).toEqual([3, 2]);
});

test('of a document the version before and the last one are kept, and which changed last', () => {
  const { documents } = ledgerOf(playOrder(system).world);
  const order = documents.documents.find(({ collection }) => collection === 'orders');
  expect(order).toMatchObject({ changes: 2, previous: { state: 'PENDING' }, current: { state: 'APPROVED' } });
  expect(documents.latest).toBe(order);
});
