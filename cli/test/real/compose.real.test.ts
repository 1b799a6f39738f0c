import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageFolder } from '../../lib/package-folder.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { projectName } from '../../stack/compose/project.ts';
import { labFiles } from '../../stack/lab-files.ts';
import type { LabState } from '../../stack/lab-state.ts';
import { cliHome } from '../harness/cli-home.ts';
import { cliFile } from '../harness/run-cli.ts';
import { composeSuite, verdicts, withinMs } from './compose-suite.ts';

const onCompose = ['--stack', 'compose'];

const suite = composeSuite();

/** The project of the default lab: of one that `up` leaves, or of one that is gone with its command. */
function projectOf(kind: 'kept' | 'once'): string {
  return projectName('default', labFiles('default', suite.home.home, kind === 'once'));
}

async function settled(name: string) {
  const look = async () => {
    const { services } = await suite.home.status();
    const service = services.find((each) => each.name === name);
    return service?.state === 'ready' && service.restarts > 0 ? service : undefined;
  };
  return waitUntil(look, { signal: AbortSignal.timeout(60_000), everyMs: 200 });
}

describe('customers-and-orders', () => {
  test(
    'starts, passes its stories, bears what is done to its containers, and is gone without a trace',
    async () => {
      const up = await suite.home.cli('up', ...onCompose, '--detach', '--json');
      expect(up.code, up.stderr).toBe(0);
      expect(up.stderr).toMatch(/^ready images: pulled and built/m);
      expect(up.stderr).toMatch(/^ready kafka: saga-lab-default-\w+-kafka-1 \(/m);
      const project = projectOf('kept');
      expect(JSON.parse(up.stdout)).toMatchObject({
        state: 'up',
        stack: 'compose',
        services: expect.arrayContaining([
          expect.objectContaining({
            name: 'order-service',
            pid: null,
            container: `${project}-order-service-1`,
            state: 'ready',
            restarts: 0,
            answers: true,
          }),
        ]) as unknown,
      });

      const stories = ['approve', 'cancel', 'credit-exceeded', 'unknown-customer'];
      const { report } = await suite.home.run(...stories);
      expect(verdicts(report)).toEqual(stories.map((name) => `${name}: pass`));

      const file = join(suite.home.folder, 'kill.yaml');
      await writeFile(file, killStory);
      expect(verdicts((await suite.home.run(file)).report)).toEqual(['killed-in-the-middle: pass']);
      const faults = [
        'crash-between-commit-and-publish',
        'relay-down-then-catch-up',
        'broker-restart',
        'document-store-restart',
      ];
      expect(verdicts((await suite.home.run(...faults)).report)).toEqual(
        faults.map((name) => `${name}: pass`),
      );

      const disturbed = join(suite.home.folder, 'disturbed.yaml');
      await writeFile(disturbed, brokerStory);
      expect(verdicts((await suite.home.run(disturbed)).report)).toEqual(['broker-disturbed: pass']);

      // By hand, as no story: the probe of rows cannot say what it missed without PostgreSQL.
      expect((await suite.home.cli('stop', 'postgres')).stderr).toBe('postgres is stopped\n');
      expect(await suite.home.status()).toMatchObject({
        state: 'degraded',
        databases: expect.arrayContaining([
          expect.objectContaining({ name: 'order-db', state: 'stopped', container: `${project}-postgres-1` }),
        ]) as unknown,
      });
      expect((await suite.home.cli('start', 'postgres')).code).toBe(0);
      expect(verdicts((await suite.home.run('approve')).report)).toEqual(['approve: pass']);

      // As a user may do it, behind the lab's back.
      await suite.engine.docker('kill', `${project}-order-service-1`);
      expect(await settled('order-service')).toMatchObject({ restarts: 1 });
      expect((await suite.home.cli('logs', 'order-service')).stdout).toContain('"msg":"Listening"');

      const services = await suite.engine.docker(
        'inspect',
        '--format',
        '{{.Config.User}}',
        `${project}-relay-1`,
      );
      expect(services.trim()).not.toMatch(/^(0|root|)$/);
      expect((await suite.home.cli('down')).code).toBe(0);
      expect(await suite.engine.remains(project)).toEqual(
        ['kafka', 'mongo', 'postgres'].map((name) => `${project}_${name}`),
      );
      expect((await suite.home.cli('down', '--purge')).code).toBe(0);
      expect(await suite.engine.remains(project)).toEqual([]);
    },
    2 * withinMs,
  );

  test(
    'Ctrl-C while it starts leaves nothing behind',
    async () => {
      const child = spawn(process.execPath, [cliFile, 'up', ...onCompose], {
        env: { ...process.env, ...suite.engine.env, SAGA_LAB_HOME: suite.home.folder },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      const exited = once(child, 'exit');
      let said = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
      const isStarting = () => (said.includes('starting order-service') ? true : undefined);
      await waitUntil(isStarting, { signal: AbortSignal.timeout(withinMs) });
      expect(await suite.engine.remains(projectOf('once'))).not.toEqual([]);
      child.kill('SIGINT');
      expect(await exited).toEqual([130, null]);
      expect(await suite.engine.remains(projectOf('once'))).toEqual([]);
    },
    withinMs,
  );

  test(
    'a lab whose supervisor is killed leaves no container behind',
    async () => {
      const up = await suite.home.cli('up', ...onCompose, '--detach');
      expect(up.code, up.stderr).toBe(0);
      const file = labFiles('default', suite.home.home, false).state;
      const { supervisor } = JSON.parse(await readFile(file, 'utf8')) as LabState;
      process.kill(supervisor.pid, 'SIGKILL');
      const project = projectOf('kept');
      const isGone = async () =>
        (await suite.engine.remains(project)).every(
          (name) => name.startsWith(`${project}_`) && !name.endsWith('_default'),
        )
          ? true
          : undefined;
      await waitUntil(isGone, { signal: AbortSignal.timeout(60_000), everyMs: 100 });
    },
    withinMs,
  );
});

test(
  'the store: a checkout, and a payment that is refused',
  async () => {
    const stories = ['store/checkout', 'store/payment-failure'];
    const { report } = await suite.home.run(...stories, ...onCompose);
    expect(verdicts(report)).toEqual(['checkout: pass', 'payment-failure: pass']);
    expect(await suite.engine.remains(projectOf('once'))).toEqual([]);
  },
  2 * withinMs,
);

test(
  'orchestrated-orders, as users start it by hand: a lab joins it and leaves it alone',
  async () => {
    const file = join(packageFolder, 'compose/orchestrated-orders.yaml');
    await suite.byHand(file, async ({ name }) => {
      const before = await suite.engine.remains(name);
      const { report } = await suite.home.run(
        'orchestrated-orders/approve',
        ...onCompose,
        '--compose-project',
        name,
      );
      expect(verdicts(report)).toEqual(['approve: pass']);
      expect(await suite.engine.remains(name)).toEqual(before);
    });
    expect(await suite.engine.remains(`by-hand-${process.pid}`)).toEqual([]);
  },
  2 * withinMs,
);

test('an engine that does not run is told apart from one that is missing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-no-engine-'));
  const away = await cliHome({ ...suite.engine.env, DOCKER_HOST: `unix://${folder}/docker.sock` });
  try {
    const { code, stderr } = await away.cli('up', ...onCompose);
    expect(code).toBe(3);
    expect(stderr).toContain('Docker is installed, but its engine does not run: ');
  } finally {
    await away.remove();
    await rm(folder, { recursive: true });
  }
});

const killStory = `name: killed-in-the-middle
system: customers-and-orders
about: The customer service dies while an order waits for it, and takes the order up when it is back.
timeout: 90s
steps:
  - post: customer-service/customers
    json: { name: Jane Doe, creditLimit: { amount: 15 } }
    capture: { customerId: $.customerId }
  - kill: customer-service
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 12.34 } }
    capture: { orderId: $.orderId }
  - pause: relay
  - resume: relay
expect:
  - eventually: { get: 'order-service/orders/{{orderId}}', within: 60s, json: { orderState: APPROVED } }
invariants: all
`;

const brokerStory = `name: broker-disturbed
system: customers-and-orders
about: The broker is killed, and later hangs for a while.
timeout: 120s
steps:
  - post: customer-service/customers
    json: { name: Jane Doe, creditLimit: { amount: 50 } }
    capture: { customerId: $.customerId }
  - kill: kafka
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 12.34 } }
    capture: { orderId: $.orderId }
  - eventually: { get: 'order-service/orders/{{orderId}}', within: 60s, json: { orderState: APPROVED } }
  - pause: kafka
  - post: order-service/orders
    json: { customerId: '{{customerId}}', orderTotal: { amount: 10 } }
    capture: { secondId: $.orderId }
  - resume: kafka
expect:
  - eventually: { get: 'order-service/orders/{{secondId}}', within: 60s, json: { orderState: APPROVED } }
invariants: all
`;
