import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { packageFolder } from '../../lib/package-folder.ts';
import type { RunReport } from '../../scenario/report.ts';
import { projectName } from '../../stack/compose/project.ts';
import { labFiles } from '../../stack/lab-files.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startDockerEngine, type DockerEngine } from './servers/docker-engine.ts';

const withinMs = 300_000;

let engine: DockerEngine;
let home: CliHome;
beforeAll(async () => {
  engine = await startDockerEngine();
}, withinMs);
afterAll(() => engine.stop(), withinMs);
beforeEach(async () => {
  home = await cliHome(engine.env);
});
afterEach(() => home.remove(), withinMs);

/** What is not as it should be. */
function problems({ scenarios, error }: RunReport): unknown {
  return (
    error ??
    scenarios.flatMap(({ name, verdict, steps, expectations, invariants }) => {
      const parts = [...steps, ...expectations, ...invariants];
      const bad = parts.filter((part) => !['pass', 'not-applicable'].includes(part.verdict));
      return verdict === 'pass' ? [] : [{ name, verdict, bad }];
    })
  );
}

test(
  'the outbox example: Debezium Server is the lab’s relay, and bears being stopped and killed',
  async () => {
    const up = await home.cli('up', '--stack', 'compose', '--system', 'shipments', '--detach', '--json');
    expect(up.code, up.stderr).toBe(0);
    const project = projectName('default', labFiles('default', home.home, false));
    const relay = {
      name: 'relay',
      mode: 'wal',
      container: `${project}-debezium-server-1`,
      state: 'ready',
      lag: null,
      answers: true,
    };
    expect(JSON.parse(up.stdout)).toMatchObject({ state: 'up', relays: [relay] });

    const stories = ['create-order', 'cancel-order-line', 'duplicate-delivery', 'relay-down-then-up'];
    const { report } = await home.run(...stories.map((name) => `shipments/${name}`));
    expect(problems(report)).toEqual([]);
    expect(report.scenarios.map(({ name }) => name)).toEqual(stories);
    const kinds = report.scenarios[0]?.chain.map(({ kind }) => kind) ?? [];
    expect(kinds.slice(kinds.indexOf('outbox'), kinds.indexOf('outbox') + 3)).toEqual([
      'outbox',
      'record',
      'handled',
    ]);

    const file = join(home.folder, 'kill.yaml');
    await writeFile(file, killStory);
    expect(problems((await home.run(file)).report)).toEqual([]);
    expect((await home.cli('logs', 'debezium-server')).stdout).toContain('"loggerName":"io.debezium');

    expect((await home.cli('down', '--purge')).code).toBe(0);
    expect(await engine.remains(project)).toEqual([]);
  },
  2 * withinMs,
);

test(
  'the outbox example, as users start it by hand: the walk-through, with psql in a container of its own',
  async () => {
    const name = `by-hand-${process.pid}`;
    const file = join(packageFolder, 'compose/shipments.yaml');
    const compose = (...args: string[]) =>
      engine.docker('compose', '--project-name', name, '--file', file, ...args);
    try {
      await compose('up', '--detach', '--build', '--wait');
      const before = await engine.remains(name);
      const stack = ['--stack', 'compose', '--compose-project', name];
      const { report } = await home.run('shipments/create-order', 'shipments/cancel-order-line', ...stack);
      expect(problems(report)).toEqual([]);
      const psql = ['run', '--rm', '-T', 'order-db', 'psql', '--no-align', '--tuples-only'];
      const types = await compose(...psql, '-c', 'select type from orders.outbox_event order by timestamp');
      expect(types.trim().split('\n')).toEqual(['OrderCreated', 'OrderCreated', 'OrderLineUpdated']);
      expect(await compose('logs', 'order-service')).toContain('INSERT INTO orders.outbox_event');
      expect(await engine.remains(name)).toEqual(before);
    } finally {
      await compose('down', '--volumes');
    }
    expect(await engine.remains(name)).toEqual([]);
  },
  2 * withinMs,
);

const killStory = `name: relay-killed
system: shipments
about: Debezium Server is killed, is started again, and goes on.
timeout: 90s
steps:
  - kill: relay
  - post: order-service/orders
    json:
      customerId: 3
      orderDate: '2024-01-01T12:00:00'
      lineItems: [{ item: Debezium in Action, quantity: 2, totalPrice: 39.98 }]
    status: 201
    capture: { orderId: $.id }
expect:
  - eventually:
      get: shipment-service/shipments?orderId={{orderId}}
      json: { shipments: [{ status: OPEN }] }
      within: 60s
invariants: all
`;
