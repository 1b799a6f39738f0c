import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageFolder } from '../../lib/package-folder.ts';
import { projectName } from '../../stack/compose/project.ts';
import { labFiles } from '../../stack/lab-files.ts';
import { composeSuite, verdicts, withinMs } from './compose-suite.ts';

const suite = composeSuite();

test(
  'the outbox example: Debezium Server is the lab’s relay, and bears being stopped and killed',
  async () => {
    const up = await suite.home.cli(
      'up',
      '--stack',
      'compose',
      '--system',
      'shipments',
      '--detach',
      '--json',
    );
    expect(up.code, up.stderr).toBe(0);
    const project = projectName('default', labFiles('default', suite.home.home, false));
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
    const { report } = await suite.home.run(...stories.map((name) => `shipments/${name}`));
    expect(verdicts(report)).toEqual(stories.map((name) => `${name}: pass`));
    const kinds = report.scenarios[0]?.chain.map(({ kind }) => kind) ?? [];
    expect(kinds.slice(kinds.indexOf('outbox'), kinds.indexOf('outbox') + 3)).toEqual([
      'outbox',
      'record',
      'handled',
    ]);

    const file = join(suite.home.folder, 'kill.yaml');
    await writeFile(file, killStory);
    expect(verdicts((await suite.home.run(file)).report)).toEqual(['relay-killed: pass']);
    expect((await suite.home.cli('logs', 'debezium-server')).stdout).toContain('"loggerName":"io.debezium');

    expect((await suite.home.cli('down', '--purge')).code).toBe(0);
    expect(await suite.engine.remains(project)).toEqual([]);
  },
  2 * withinMs,
);

test(
  'the outbox example, as users start it by hand: the walk-through, with psql in a container of its own',
  async () => {
    const file = join(packageFolder, 'compose/shipments.yaml');
    await suite.byHand(file, async ({ name, compose }) => {
      const before = await suite.engine.remains(name);
      const stories = ['create-order', 'cancel-order-line'];
      const stack = ['--stack', 'compose', '--compose-project', name];
      const { report } = await suite.home.run(...stories.map((story) => `shipments/${story}`), ...stack);
      expect(verdicts(report)).toEqual(stories.map((story) => `${story}: pass`));
      const psql = ['run', '--rm', '-T', 'order-db', 'psql', '--no-align', '--tuples-only'];
      const types = await compose(...psql, '-c', 'select type from orders.outbox_event order by timestamp');
      expect(types.trim().split('\n')).toEqual(['OrderCreated', 'OrderCreated', 'OrderLineUpdated']);
      expect(await compose('logs', 'order-service')).toContain('INSERT INTO orders.outbox_event');
      expect(await suite.engine.remains(name)).toEqual(before);
    });
    expect(await suite.engine.remains(`by-hand-${process.pid}`)).toEqual([]);
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
