import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import { Containers } from './containers.ts';
import { memoryEngine } from '../../test/harness/memory-engine.ts';

const limitMs = 30_000;

function containersOn(engine: ReturnType<typeof memoryEngine>, revive = true) {
  const said: string[] = [];
  const containers = new Containers({
    docker: engine.docker,
    project: 'shop',
    revive,
    readyWithinMs: limitMs,
    onChange: () => undefined,
    log: (line) => void said.push(line),
  });
  onTestFinished(() => containers.stopFollowing());
  const becomes = (service: string, state: string) =>
    waitUntil(() => (containers.states.get(service)?.state === state ? true : undefined), {
      signal: AbortSignal.timeout(limitMs),
    });
  return { containers, becomes, said };
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
