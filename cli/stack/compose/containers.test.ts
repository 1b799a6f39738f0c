import { expect, onTestFinished, test } from 'vitest';
import { UsageError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { Containers } from './containers.ts';
import { memoryEngine } from '../../test/harness/memory-engine.ts';

const limitMs = 30_000;

function containersOn(engine: ReturnType<typeof memoryEngine>, revive = true) {
  const portOf = new Map<string, number | undefined>();
  const containers = new Containers({
    docker: engine.docker,
    project: 'shop',
    revive,
    isNeeded: (service) => !['migrate', 'seed'].includes(service),
    isJob: (service) => service === 'seed',
    readyWithinMs: limitMs,
    onChange: () => undefined,
    onFound: (found) => {
      for (const { service, ports } of found) portOf.set(service, ports.get(8080));
    },
    log: () => undefined,
  });
  onTestFinished(() => containers.stopFollowing());
  const becomes = (service: string, state: string) =>
    waitUntil(() => (containers.states.get(service)?.state === state ? true : undefined), {
      signal: AbortSignal.timeout(limitMs),
    });
  return { containers, becomes, portOf };
}

/** Their states are known, and every event from now on is heard. */
async function followedOn(engine: ReturnType<typeof memoryEngine>) {
  const { containers, becomes } = containersOn(engine);
  await containers.refresh();
  containers.follow();
  await engine.isFollowed();
  return { containers, becomes };
}

test('what `docker compose run` makes of a service is not the service', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders']);
  const { containers, becomes } = containersOn(engine);
  engine.add({ name: 'shop-orders-run-1', service: 'orders', oneOff: true });
  containers.follow();
  expect(await containers.refresh()).toMatchObject([{ name: 'shop-orders-1' }]);
  await engine.isFollowed();
  engine.die('shop-orders-run-1');
  engine.die('shop-orders-1');
  await becomes('orders', 'restarting');
  expect(containers.states.get('orders')).toMatchObject({ container: 'shop-orders-1' });
});

test('what went away while nobody told of it is known to be gone', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders', 'kafka']);
  const { containers, becomes } = await followedOn(engine);
  engine.remove('shop-orders-1');
  engine.hangUp();
  await becomes('orders', 'stopped');
  expect(containers.states.get('orders')).toMatchObject({ container: null });
  expect(containers.states.get('kafka')).toMatchObject({ state: 'ready', container: 'shop-kafka-1' });
  await expect(containers.control('stop', 'orders')).rejects.toThrow(
    'There is no container "orders"; there is "kafka".',
  );
  await expect(containers.control('stop', 'kafak')).rejects.toThrow(
    new UsageError('There is no container "kafak"; did you mean "kafka"?'),
  );
});

test('one that is paused goes on when it is started; one that is stopped cannot be resumed', async () => {
  const engine = memoryEngine(['orders']);
  const { containers } = containersOn(engine);
  await containers.refresh();
  await containers.control('pause', 'orders');
  await containers.control('start', 'orders');
  expect(containers.states.get('orders')).toMatchObject({ state: 'ready' });
  await containers.control('stop', 'orders');
  await expect(containers.control('resume', 'orders')).rejects.toThrow(
    'orders is stopped, and cannot be resumed. Start it first: saga-lab start orders',
  );
});

test('one that was killed a moment ago is paused when it is back', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['kafka']);
  const { containers, becomes } = await followedOn(engine);
  engine.die('shop-kafka-1');
  await becomes('kafka', 'restarting');
  await containers.control('pause', 'kafka');
  expect(containers.states.get('kafka')).toMatchObject({ state: 'paused', restarts: 1 });
});

test('what died while nobody told of it is started again', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders', 'kafka']);
  const { containers, becomes } = await followedOn(engine);
  await containers.control('stop', 'kafka');
  engine.hangUp();
  engine.die('shop-orders-1');
  await becomes('orders', 'restarting');
  await becomes('orders', 'ready');
  expect(containers.states.get('orders')).toMatchObject({ restarts: 1 });
  expect(containers.states.get('kafka')).toMatchObject({ state: 'stopped' });
});

test('a look in between does not keep what died from being started again', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders']);
  const { containers, becomes } = await followedOn(engine);
  engine.die('shop-orders-1');
  await becomes('orders', 'restarting');
  await containers.refresh();
  await becomes('orders', 'ready');
});

test('in a project that is another’s what died is stopped', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders']);
  const { containers } = containersOn(engine, false);
  await containers.refresh();
  engine.die('shop-orders-1');
  await containers.refresh();
  expect(containers.states.get('orders')).toMatchObject({ state: 'stopped', container: 'shop-orders-1' });
});

test(
  'a start that the end of the lab cuts short is not told as one that took too long',
  { timeout: limitMs },
  async () => {
    const engine = memoryEngine(['orders']);
    const { containers, becomes } = containersOn(engine);
    await containers.refresh();
    await containers.control('stop', 'orders');
    engine.sicken('shop-orders-1');
    const starting = containers.control('start', 'orders');
    await becomes('orders', 'failed');
    await Promise.all([expect(starting).rejects.toThrow('The lab is stopping.'), containers.stopFollowing()]);
  },
);

test('a container that is started again is found on its new port', { timeout: limitMs }, async () => {
  const engine = memoryEngine([]);
  engine.add({ name: 'shop-orders-1', service: 'orders', port: 18_081 });
  const { containers, portOf } = containersOn(engine);
  await containers.refresh();
  expect(portOf.get('orders')).toBe(18_081);
  containers.follow();
  await engine.isFollowed();
  await containers.control('restart', 'orders');
  expect(portOf.get('orders')).toBe(18_082);
  await containers.control('kill', 'orders');
  await expect.poll(() => portOf.get('orders'), { timeout: limitMs }).toBe(18_083);
});

test(
  'a job that has ended as it should is done, and is not started again',
  { timeout: limitMs },
  async () => {
    const engine = memoryEngine(['orders', 'migrate']);
    const { containers, becomes } = await followedOn(engine);
    engine.die('shop-migrate-1', 0);
    await becomes('migrate', 'done');
    // Whoever died after it is back by the time at which it would be.
    engine.die('shop-orders-1', 0);
    await becomes('orders', 'restarting');
    await becomes('orders', 'ready');
    expect(containers.states.get('migrate')).toMatchObject({ state: 'done', restarts: 0 });
    expect(await containers.refresh()).toMatchObject([{ status: 'running' }, { status: 'exited' }]);
    expect(containers.states.get('migrate')).toMatchObject({ state: 'done' });
  },
);

test('a job that ended while nobody told of it is done', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders', 'migrate']);
  const { containers, becomes } = containersOn(engine);
  engine.die('shop-migrate-1', 0);
  await containers.refresh();
  expect(containers.states.get('migrate')).toMatchObject({ state: 'done', container: 'shop-migrate-1' });
  await containers.control('start', 'migrate');
  expect(containers.states.get('migrate')).toMatchObject({ state: 'ready' });
  containers.follow();
  await engine.isFollowed();
  engine.hangUp();
  engine.die('shop-migrate-1', 0);
  await becomes('migrate', 'done');
});

test('a helper that is killed is started again', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['migrate']);
  const { becomes } = await followedOn(engine);
  engine.die('shop-migrate-1');
  await becomes('migrate', 'restarting');
  await becomes('migrate', 'ready');
});

test('a helper that somebody stopped is stopped, not done', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['migrate']);
  const { containers } = containersOn(engine);
  await containers.refresh();
  await containers.control('stop', 'migrate');
  await containers.refresh();
  expect(containers.states.get('migrate')).toMatchObject({ state: 'stopped' });
});

test('a job that has failed stays so, and is started again only by hand', { timeout: limitMs }, async () => {
  const engine = memoryEngine(['orders', 'seed']);
  const { containers, becomes } = await followedOn(engine);
  engine.die('shop-seed-1', 1);
  await becomes('seed', 'failed');
  // Whoever died after it is back by the time at which it would be.
  engine.die('shop-orders-1', 1);
  await becomes('orders', 'restarting');
  await becomes('orders', 'ready');
  await containers.refresh();
  expect(containers.states.get('seed')).toMatchObject({ state: 'failed', restarts: 0 });
  await containers.control('start', 'seed');
  expect(containers.states.get('seed')).toMatchObject({ state: 'ready' });
});
