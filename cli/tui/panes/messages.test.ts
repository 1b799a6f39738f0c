import { describe, expect, test } from 'vitest';
import { play, playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { ledgerOf, lookAt } from '../testing/looks.ts';
import { rowsIn, summaryIn, textsIn } from '../testing/rows.ts';

const signsIn = (...args: Parameters<typeof rowsIn>) => rowsIn(...args).map(({ cells }) => cells[0]?.text);

describe('a row of the outbox', () => {
  test('that was relayed says how long that took', () => {
    const look = lookAt(ledgerOf(playOrder(system).world));
    expect(textsIn('outbox', look)[1]).toMatch(
      /^✔ OrderCreated 17 2\.0 ms Order order-db 0\/1CE6 742 [\da-f-]{33}$/,
    );
    expect(summaryIn('outbox', look)).toBe(
      '4, 0 behind, relay wal up to customer-db 0/1CE7, order-db 0/1CE8',
    );
  });

  test('that waits grows older, and is counted', () => {
    const ledger = ledgerOf(playOrder(system, 40, { unrelayed: ['OrderCreated'] }).world);
    const ageAfter = (ms: number) => rowsIn('outbox', lookAt(ledger, ms)).at(-1)?.cells[3]?.text;
    expect([ageAfter(250), ageAfter(3_200), ageAfter(200_000)]).toEqual(['250 ms', '3.2 s', '3m20s']);
    expect(signsIn('outbox', lookAt(ledger))).toEqual(['✔', '◷']);
    expect(summaryIn('outbox', lookAt(ledger))).toBe('2, 1 waits ◷, relay wal up to customer-db 0/1CE5');
  });

  test('that waits is so many bytes of the log behind, until it is relayed', () => {
    const { world, story } = play(system);
    const { request } = story.createCustomer(50);
    const event = { aggregate: 'Customer', id: 2, type: 'CustomerCreated', payload: {} };
    const sent = [1, 2].map(() => world.commit('customer-db', { cause: request, events: [event] })[0]!);
    const summary = () => summaryIn('outbox', lookAt(ledgerOf(world)));
    expect(summary()).toBe('3, 2 wait ◷, 2 bytes behind, relay wal up to customer-db 0/1CE5');
    for (const message of sent) world.publish(message);
    expect(summary()).toBe('3, 0 behind, relay wal up to customer-db 0/1CE7');
  });

  test('is counted in messages alone where the relay polls, which a lab says before it has relayed any', () => {
    const look = lookAt(ledgerOf(playOrder(system, 40, { unrelayed: ['CustomerCreated'] }).world));
    const session = { ...look.session, relayMode: 'polling' } as const;
    expect(summaryIn('outbox', { ...look, session })).toMatch(/^\d+, \d+ waits? ◷, .*relay wal/);
    const { world, story } = play(system, { unrelayed: ['CustomerCreated'] });
    expect(summaryIn('outbox', { ...lookAt(ledgerOf(world)), session })).toBe('0, relay polling');
    story.createCustomer(50);
    expect(summaryIn('outbox', { ...lookAt(ledgerOf(world)), session })).toBe('1, 1 waits ◷, relay polling');
  });

  test('whose message a consumer parked shows it', () => {
    const { world, story } = play(system);
    const { request } = story.createCustomer(50);
    const event = { aggregate: 'Order', id: 18, type: 'OrderCreated', payload: {} };
    const [message] = world.commit('order-db', { cause: request, events: [event] });
    const record = world.publish(message!);
    world.deliver('customer-service-orders', message!, record, { event: 'parked', error: 'no customer' });
    const look = lookAt(ledgerOf(world));
    expect(signsIn('outbox', look)).toEqual(['✔', '‖']);
    expect(signsIn('topics', look)).toEqual(['✔', '‖']);
  });
});

describe('a record', () => {
  test('says where it is, what it holds, and that all who handle it have', () => {
    const look = lookAt(ledgerOf(playOrder(system).world));
    expect(textsIn('topics', look)[2]).toMatch(
      /^✔ Customer\/0@1 1 CustomerCreditReserved \{"customerId":1,"orderId":17\} ID .* of Customer 1 correlation .*/,
    );
    expect(summaryIn('topics', look)).toBe('4');
  });

  test('that a group has not taken waits, and the lag of each group is told', () => {
    const unhandled = ['customer-service-orders/OrderCreated', 'order-history/OrderCreated'];
    const look = lookAt(ledgerOf(playOrder(system, 40, { unhandled }).world));
    expect(signsIn('topics', look)).toEqual(['✔', '◷']);
    expect(summaryIn('topics', look)).toBe('2, lag customer-service-orders 1, order-history 1 ◷');
  });

  test('that is tried again shows that, one that the lab put there that, and one that is no message that', () => {
    const { world, story } = play(system, { unhandled: ['customer-service-orders/OrderCreated'] });
    const { id } = story.createCustomer(50);
    story.placeOrder(id, 40);
    const ledger = ledgerOf(world);
    const { observation, envelope } = ledger.entries.records[1]!;
    const line = {
      service: 'customer-service',
      consumer: 'customer-service-orders',
      at: 1,
      ms: 1,
      attempt: 2,
    };
    const { topic, partition, offset, key } = observation;
    const about = { topic, partition, offset, key, message: envelope!.id, type: envelope!.type };
    world.line('customer-service', {
      ...line,
      ...about,
      event: 'retry',
      correlation: null,
      error: 'deadlock',
    });
    const put = world.rawRecord('Order', '9', 'not JSON');
    world.rawRecord('Order', '9', null);
    world.tell('lab', { kind: 'step', scenario: 's', step: 'put', state: 'passed', put });
    const rows = textsIn('topics', lookAt(ledgerOf(world)));
    expect(rows[1]).toMatch(/^↻ Order\/0@0/);
    expect(rows[2]).toBe('! Order/0@1 9 (no message) not JSON');
    expect(rows[3]).toBe('Order/0@2 9 (tombstone)');
  });
});

test('a row, its record and its line choose the same chain', () => {
  const { world, order } = playOrder(system);
  const look = lookAt(ledgerOf(world));
  const correlation = order.request.id;
  expect(rowsIn('outbox', look)[1]?.picks).toMatchObject({ system: system.name, correlation });
  expect(rowsIn('topics', look)[1]?.picks).toMatchObject({ system: system.name, correlation });
  const lines = rowsIn('logs', look).filter(({ picks }) => picks?.correlation === correlation);
  const chain = new Set(rowsIn('chain', look).map(({ id }) => id));
  expect(lines.length).toBeGreaterThan(5);
  for (const { hops } of lines) for (const hop of hops) expect(chain).toContain(hop);
});
