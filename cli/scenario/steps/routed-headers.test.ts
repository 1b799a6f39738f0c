import { expect, test } from 'vitest';
import { bundledSystems } from '../../systems/bundled.ts';
import { loadSystem } from '../../systems/load.ts';
import { isRouted, routedHeaders } from './routed-headers.ts';

const systemOf = async (name: string) => (await loadSystem(bundledSystems().get(name)!)).system;

test('topics that the template of an outbox fits are routed', async () => {
  const system = await systemOf('shipments');
  expect(
    ['order.events', 'customer.events', 'order', '.events', 'order.eventss', 'orderXevents'].map((topic) =>
      isRouted(system, topic),
    ),
  ).toEqual([true, true, false, false, false, false]);
});

test('none of a system in the form of Eventuate Tram is', async () => {
  expect(isRouted(await systemOf('customers-and-orders'), 'Order')).toBe(false);
});

test('headers are texts in JSON, as Debezium Server writes them', () => {
  expect(routedHeaders('4f1c', 'OrderCreated')).toEqual({
    id: '"4f1c"',
    eventType: '"OrderCreated"',
    'correlation-id': '"4f1c"',
  });
});
