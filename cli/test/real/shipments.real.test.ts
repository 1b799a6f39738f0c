import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
    // The system has no such database: nobody connects.
    mongodb: 'mongodb://127.0.0.1:1',
  };
  return ['--stack', 'external', ...Object.entries(urls).flatMap(([flag, url]) => [`--${flag}`, url])];
}

async function deadLetters(): Promise<unknown[]> {
  const connection = await connect(rabbit.url);
  const channel = await connection.createChannel();
  const letters: unknown[] = [];
  const next = () => channel.get('shipment-orders.order.events.dead', { noAck: true });
  for (let letter = await next(); letter; letter = await next()) {
    const { 'x-tram-dead-error': error, eventType } = letter.properties.headers ?? {};
    letters.push({ value: letter.content.toString(), eventType, error: String(error) });
  }
  await connection.close();
  return letters;
}

describe.each(['wal', 'polling'])("the outbox example on Debian's RabbitMQ, its relay by %s", (relay) => {
  let report: RunReport;
  beforeAll(async () => {
    ({ report } = await home.run('--all', '--system', 'shipments', '--relay', relay, ...stack()));
  }, 120_000);

  test.each(names)('%s passes', (name) => {
    const scenario = report.scenarios.find((each) => each.name === name);
    const all = [scenario?.steps, scenario?.expectations, scenario?.invariants].flatMap((part) => part ?? []);
    expect(all.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')).toEqual([]);
    expect(scenario?.verdict).toBe('pass');
  });

  test('the malformed message lies in the dead-letter queue, as it was', async () => {
    expect(await deadLetters()).toEqual([
      {
        value: '{"orderId":"unreadable"}',
        eventType: '"OrderLineUpdated"',
        error: expect.stringContaining('Payload of OrderLineUpdated does not fit its schema') as string,
      },
    ]);
  });
});
