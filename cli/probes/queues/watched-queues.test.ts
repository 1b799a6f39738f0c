import { expect, test } from 'vitest';
import { debeziumSystem } from '../../test/harness/foreign-systems.ts';
import { watchedQueues } from './watched-queues.ts';

test('each topic of a consumer has a queue, and that a dead-letter queue', () => {
  expect(watchedQueues(debeziumSystem)).toEqual([
    { queue: 'shipments.order.events', exchange: 'order.events', dead: 'shipments.order.events.dead' },
    { queue: 'orders.shipment.events', exchange: 'shipment.events', dead: 'orders.shipment.events.dead' },
  ]);
});
