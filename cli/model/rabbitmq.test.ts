import { expect, test } from 'vitest';
import { refTexts } from '../reporters/list/hop-texts.ts';
import { proofOf } from '../runs/explain/proof.ts';
import { customersAndOrders as system } from '../test/harness/customers-and-orders.ts';
import { tellHop } from '../tui/lesson/told-hop.ts';
import { chainOf } from './chain.ts';
import type { Hop } from './hop.ts';
import { onRabbitMq } from './testing/on-rabbitmq.ts';
import { playOrder } from './testing/play.ts';

function hopOnRabbitMq(kind: Hop['kind'], type = 'OrderCreated'): Hop {
  const { world, correlations } = playOrder(system);
  const chain = chainOf(world.model(onRabbitMq(world)), correlations);
  return chain.find((hop) => hop.kind === kind && hop.type === type)!;
}

const routed = { exchange: 'Order', routingKey: '17' };

test('a record says to which exchange it came, and with which routing key', () => {
  const hop = hopOnRabbitMq('record');
  expect(hop.label).toBe('OrderCreated at exchange Order');
  expect(hop.ref).toMatchObject({ ...routed, topic: 'Order', key: '17' });
  expect(refTexts(hop)).toEqual(['routing key 17']);
  expect(proofOf(hop)).toContain(', exchange Order');
  expect(tellHop(hop).sentence).toBe(
    'OrderCreated comes to exchange Order, routing key 17, which puts it into the queue of each consumer: each queue keeps its order.',
  );
});

test('a relay hop names the exchange once its record is seen', () => {
  expect(hopOnRabbitMq('relay')).toMatchObject({
    label: 'OrderCreated relayed to exchange Order',
    ref: routed,
  });
});

test('who handled it took it from a queue', () => {
  const hop = hopOnRabbitMq('handled');
  expect(hop.ref).toMatchObject({ ...routed, queue: 'customer-service-orders.Order' });
  expect(proofOf(hop)).toContain(', queue customer-service-orders.Order, ');
});

test('on Kafka there are no such names', () => {
  const { world, correlations } = playOrder(system);
  for (const { ref } of chainOf(world.model(), correlations))
    for (const name of ['exchange', 'routingKey', 'queue']) expect(ref).not.toHaveProperty(name);
});
