import { expect, test } from 'vitest';
import { debeziumSystem } from '../../test/harness/foreign-systems.ts';
import { planLab } from './plan.ts';
import { topologyOf } from './rabbit-topology.ts';

test('a lab has the exchanges of its systems, and queues for the consumers that it starts', () => {
  expect(topologyOf(planLab([{ system: debeziumSystem, folder: '/x' }]))).toEqual({
    exchanges: ['order.events', 'shipment.events'],
    queues: [
      'shipments.order.events',
      'shipments.order.events.dead',
      'orders.shipment.events',
      'orders.shipment.events.dead',
    ],
  });
});

test('of a service that runs already the queues are its own affair', () => {
  const services = {
    ...debeziumSystem.services,
    'order-service': { health: '/', url: 'http://127.0.0.1:1', env: {}, lines: true },
  };
  expect(topologyOf(planLab([{ system: { ...debeziumSystem, services }, folder: '/x' }])).queues).toEqual([
    'shipments.order.events',
    'shipments.order.events.dead',
  ]);
});
