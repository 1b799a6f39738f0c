import { expect, test } from 'vitest';
import { memoryEngine } from '../../test/harness/memory-engine.ts';
import { containersOf } from './project.ts';
import { refuseReplicas } from './replicas.ts';

test('a service of several containers is refused, with what to do', async () => {
  const engine = memoryEngine(['orders', 'kafka']);
  engine.add({ name: 'shop-orders-2', service: 'orders' });
  const found = await containersOf(engine.docker, 'shop');
  expect(() => refuseReplicas(found)).toThrow(
    'The service "orders" has 2 containers (shop-orders-1, shop-orders-2), and a lab knows one of each. Have one: scale: 1 in the compose file, or docker compose up --detach --scale orders=1 where you started it.',
  );
});

test('one container of each service will do, and what `docker compose run` makes is none', async () => {
  const engine = memoryEngine(['orders', 'kafka']);
  engine.add({ name: 'shop-orders-run-1', service: 'orders', oneOff: true });
  const found = await containersOf(engine.docker, 'shop');
  expect(() => refuseReplicas(found)).not.toThrow();
});
