import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rabbitBroker, type Broker } from '../../../services/tram/index.ts';
import type { Fact } from '../../model/observation.ts';
import type { Probe } from '../../probes/probe.ts';
import { startQueuesProbe } from '../../probes/queues/queues.ts';
import { startExchangesProbe } from '../../probes/topics/exchanges.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';

let rabbit: RabbitMq;
let broker: Broker;
let probe: Probe;
let facts: Fact[];

beforeAll(async () => {
  rabbit = await startRabbitMq();
});
afterAll(() => rabbit.stop());

beforeEach(async () => {
  broker = rabbitBroker({ url: rabbit.url, clientId: 'test' });
  await broker.createTopics([{ name: 'Order', partitions: 1 }]);
  facts = [];
  probe = await startExchangesProbe(
    { broker: rabbit.url, topics: ['Order'] },
    (fact) => void facts.push(fact),
  );
});
afterEach(async () => {
  await probe.stop();
  await broker.close();
});

async function publish(...values: string[]): Promise<void> {
  const publisher = await broker.publisher();
  await publisher.publish(
    values.map((value) => ({ topic: 'Order', key: value, value, headers: { id: value } })),
  );
}

const seen = async () => {
  await probe.caughtUp(AbortSignal.timeout(30_000));
  return facts.map((fact) => (fact.kind === 'record' ? `${fact.value} ${fact.headers?.['id']}` : fact.kind));
};

test('all that was confirmed before has been seen once it is caught up with, in order', async () => {
  const values = Array.from({ length: 500 }, (_, index) => String(index));
  await publish(...values);
  expect(await seen()).toEqual(values.map((value) => `${value} ${value}`));
});

test('a server that is killed is joined again, and nothing is missed or told twice', async () => {
  await publish('before');
  await rabbit.crash();
  await publish('after');
  expect(await seen()).toEqual(['before before', 'after after']);
});

test('a queue and its dead-letter queue are told with how much waits in them, and when that changes', async () => {
  await broker.prepareGroup('shop', ['Order']);
  const queue = { queue: 'shop.Order', exchange: 'Order', dead: 'shop.Order.dead' };
  const told: Fact[] = [];
  const queues = await startQueuesProbe(
    { broker: rabbit.url, queues: [queue] },
    (fact) => void told.push(fact),
  );
  const { dead: _dead, ...named } = queue;
  try {
    expect(told).toEqual([{ kind: 'queue', ...named, ready: 0, dead: null }]);
    await publish('one', 'two');
    await queues.caughtUp(AbortSignal.timeout(30_000));
    expect(told.at(-1)).toEqual({ kind: 'queue', ...named, ready: 2, dead: null });
    await rabbit.crash();
    await publish('three');
    await expect.poll(() => told.at(-1), { timeout: 30_000 }).toMatchObject({ ready: 3, dead: null });
  } finally {
    await queues.stop();
  }
});
