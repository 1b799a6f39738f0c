import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasExchange, messagesIn } from '../../lib/rabbit-looks.ts';
import type { RunReport } from '../../scenario/report.ts';
import { cliHome, type CliHome } from '../harness/cli-home.ts';
import { startPostgres, type TestPostgres } from '../harness/postgres.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';

const names = [
  'cancel-order-line',
  'create-order',
  'duplicate-delivery',
  'malformed-message-goes-to-the-dead-letter-queue',
  'relay-down-then-up',
  'shipment-service-down-then-up',
];

let home: CliHome;
let rabbit: RabbitMq;
let postgres: TestPostgres;
beforeAll(async () => {
  [home, rabbit, postgres] = await Promise.all([cliHome(), startRabbitMq(), startPostgres()]);
});
afterAll(async () => {
  await home.remove();
  await Promise.all([rabbit.stop(), postgres.stop()]);
});

function stack(): string[] {
  const urls = {
    rabbitmq: rabbit.url,
    postgres: postgres.url('postgres'),
  };
  return ['--stack', 'external', ...Object.entries(urls).flatMap(([flag, url]) => [`--${flag}`, url])];
}

interface Parked {
  readonly key: string;
  readonly value: string;
}

async function parked(): Promise<readonly Parked[]> {
  const { stdout } = await home.cli('parked', 'list', '--json');
  return (JSON.parse(stdout) as { parked: readonly Parked[] }).parked;
}

/** Whether the server has each of them. */
async function thereAre(names: {
  readonly exchanges: readonly string[];
  readonly queues: readonly string[];
}): Promise<boolean[]> {
  const connection = await connect(rabbit.url);
  const there: boolean[] = [];
  for (const name of names.exchanges) there.push(await hasExchange(connection, name));
  for (const name of names.queues) there.push((await messagesIn(connection, name)) !== undefined);
  await connection.close();
  return there;
}

const own = {
  exchanges: ['order.events'],
  queues: ['shipment-orders.order.events', 'shipment-orders.order.events.dead'],
};
const others = { exchanges: ['others'], queues: ['others.queue'] };

async function makeOthers(): Promise<void> {
  const connection = await connect(rabbit.url);
  const channel = await connection.createChannel();
  await channel.assertExchange('others', 'fanout');
  await channel.assertQueue('others.queue');
  await connection.close();
}

describe.each(['wal', 'polling'])("the outbox example on Debian's RabbitMQ, its relay by %s", (relay) => {
  let report: RunReport;
  beforeAll(async () => {
    await makeOthers();
    const { code, stderr } = await home.cli(
      'up',
      '--detach',
      '--system',
      'shipments',
      '--relay',
      relay,
      ...stack(),
    );
    expect(code, stderr).toBe(0);
    ({ report } = await home.run('--all', '--system', 'shipments'));
  }, 120_000);

  test.each(names)('%s passes', (name) => {
    const scenario = report.scenarios.find((each) => each.name === name);
    const all = [scenario?.steps, scenario?.expectations, scenario?.invariants].flatMap((part) => part ?? []);
    expect(all.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')).toEqual([]);
    expect(scenario?.verdict).toBe('pass');
  });

  test('the chain names exchange, routing key and queue', () => {
    const chain = report.scenarios.find(({ name }) => name === 'create-order')?.chain ?? [];
    const refs = (kind: string) => chain.filter((hop) => hop.kind === kind).map(({ ref }) => ref);
    for (const kind of ['relay', 'record', 'handled'])
      expect(refs(kind)).toMatchObject([
        { exchange: 'order.events', routingKey: expect.any(String) as string },
      ]);
    expect(refs('handled')).toMatchObject([{ queue: 'shipment-orders.order.events' }]);
  });

  test('the malformed message lies in the dead-letter queue as it was, and comes back when it is redriven', async () => {
    const letter = {
      consumer: 'shipment-orders',
      topic: 'order.events',
      value: '{"orderId":"unreadable"}',
      reason: 'unprocessable',
      error: expect.stringContaining('Payload of OrderLineUpdated does not fit its schema') as string,
      queue: 'shipment-orders.order.events.dead',
    };
    const { value: _value, ...listed } = letter;
    const before = await parked();
    expect(before).toMatchObject([listed]);
    const key = before[0]?.key ?? '';
    const shown = await home.cli('parked', 'show', 'shipment-orders', 'order.events', key, '--json');
    expect(JSON.parse(shown.stdout)).toMatchObject({ parked: [letter] });

    expect(await home.cli('parked', 'redrive')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(': 1 put back into the queue') as string,
    });
    await expect.poll(parked, { timeout: 30_000, interval: 200 }).toMatchObject([listed]);

    expect((await home.cli('parked', 'drop', 'shipment-orders', 'order.events', key)).code).toBe(0);
    expect(await parked()).toEqual([]);
  });

  test('down --purge deletes the queues and exchanges that the lab made, and nothing else', async () => {
    expect(await thereAre(own)).toEqual([true, true, true]);
    expect((await home.cli('down', '--purge')).code).toBe(0);
    expect(await thereAre(own)).toEqual([false, false, false]);
    expect(await thereAre(others)).toEqual([true, true]);
  });
});
