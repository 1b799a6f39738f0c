import { expect, test } from 'vitest';
import { onRabbitMq } from '../../model/testing/on-rabbitmq.ts';
import { playOrder } from '../../model/testing/play.ts';
import { customersAndOrders as system } from '../../test/harness/customers-and-orders.ts';
import { createLedger, foldMoment } from '../ledger/ledger.ts';
import { User } from '../state/testing/user.ts';
import { lookAt } from '../testing/looks.ts';
import { rowsIn, textsIn } from '../testing/rows.ts';

function ledgerOnRabbitMq(...depths: readonly { ready: number | null; dead: number | null }[]) {
  const { world } = playOrder(system);
  for (const depth of depths)
    world.tell('queues', { kind: 'queue', queue: 'order-history.Order', exchange: 'Order', ...depth });
  const ledger = createLedger([system], true);
  for (const { observation } of onRabbitMq(world)) foldMoment(ledger, { kind: 'observation', observation });
  return ledger;
}

test('records say their exchange, and below them stands how full each queue was last', () => {
  const texts = textsIn(
    'topics',
    lookAt(ledgerOnRabbitMq({ ready: 3, dead: null }, { ready: 1, dead: null })),
  );
  expect(texts).toHaveLength(5);
  expect(texts[1]).toMatch(/^✔ Order 17 OrderCreated /);
  expect(texts[4]).toBe('◷ queue order-history.Order of exchange Order: 1 ready');
});

test.each([
  [{ ready: 0, dead: null }, '  queue order-history.Order of exchange Order: 0 ready'],
  [{ ready: 2, dead: 1 }, '‖ queue order-history.Order of exchange Order: 2 ready, 1 dead'],
  [{ ready: null, dead: null }, '  queue order-history.Order of exchange Order: not there'],
])('%o', (depth, text) => {
  expect(textsIn('topics', lookAt(ledgerOnRabbitMq(depth))).at(-1)).toBe(text);
});

test('where there is little room the depths are kept', () => {
  const cell = rowsIn('topics', lookAt(ledgerOnRabbitMq({ ready: 2, dead: 1 }))).at(-1)?.cells[0];
  expect(cell?.shorter?.(30)).toBe('‖ order-hist…: 2 ready, 1 dead');
});

test.each([[''], ['topic:Order']])(
  'a pane that follows stands on the newest record, not on a queue: filter "%s"',
  (filter) => {
    const user = new User(lookAt(ledgerOnRabbitMq({ ready: 1, dead: null })));
    while (user.state.focus !== 'topics') user.press('tab');
    if (filter !== '') user.press('/').type(filter).press('enter');
    expect(user.row).toMatch(/^record:/);
    expect(user.press('down').row).toBe('queue:order-history.Order');
  },
);
