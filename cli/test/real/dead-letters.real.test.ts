import { connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { rabbitBroker, type Broker, type BrokerRecord } from '../../../services/tram/index.ts';
import {
  deadLetterQueues,
  dropDeadLetters,
  listDeadLetters,
  redriveDeadLetters,
} from '../../parked/dead-letters.ts';
import { customersAndOrders } from '../harness/customers-and-orders.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';

const queues = deadLetterQueues([customersAndOrders], 'customer-service-orders');
const patience = { timeout: 30_000, interval: 10 };

let rabbit: RabbitMq;
let broker: Broker;
let handled: BrokerRecord[];
let isBroken: boolean;

beforeAll(async () => {
  rabbit = await startRabbitMq();
});
afterAll(() => rabbit.stop());

beforeEach(async () => {
  broker = rabbitBroker({ url: rabbit.url, clientId: 'test' });
  await broker.createTopics([{ name: 'Order', partitions: 1 }]);
  await broker.prepareGroup('order-history', ['Order']);
  handled = [];
  isBroken = true;
  await broker.subscribe({
    group: 'customer-service-orders',
    topics: ['Order'],
    deadLetters: { attempts: 1 },
    onAssigned: async () => undefined,
    onError: () => undefined,
    async onRecord(record) {
      if (isBroken) throw new Error('no stock');
      handled.push(record);
    },
  });
  const publisher = await broker.publisher();
  await publisher.publish(
    ['a', 'b', 'c'].map((value) => ({
      topic: 'Order',
      key: value === 'b' ? '18' : '17',
      value,
      headers: { id: value },
    })),
  );
  await expect.poll(letters, patience).toHaveLength(3);
});
afterEach(async () => {
  await dropDeadLetters(rabbit.url, queues, await letters());
  await broker.close();
});

const letters = () => listDeadLetters(rabbit.url, queues, {});
const values = async () => (await letters()).map(({ value }) => value);

test('are listed with why, and stay where they are', async () => {
  expect(await letters()).toMatchObject(
    [
      ['a', '17'],
      ['b', '18'],
      ['c', '17'],
    ].map(([value, key]) => ({
      consumer: 'customer-service-orders',
      topic: 'Order',
      key,
      value,
      reason: 'failed',
      error: 'no stock',
      attempts: 1,
      queue: 'customer-service-orders.Order.dead',
    })),
  );
  expect(await listDeadLetters(rabbit.url, queues, { key: '18' })).toMatchObject([{ value: 'b' }]);
  expect(await values()).toEqual(['a', 'b', 'c']);
});

test('those that are redriven are handled as what they were, by their consumer alone', async () => {
  isBroken = false;
  const before = await messagesIn('order-history.Order');
  await redriveDeadLetters(rabbit.url, queues, await listDeadLetters(rabbit.url, queues, { key: '17' }));
  await expect.poll(() => handled.length, patience).toBe(2);
  expect(handled).toMatchObject([
    { topic: 'Order', key: '17', value: 'a', headers: { id: 'a' } },
    { topic: 'Order', key: '17', value: 'c', headers: { id: 'c' } },
  ]);
  expect(await values()).toEqual(['b']);
  expect(await messagesIn('order-history.Order')).toBe(before);
});

test('one that fails again comes back, and is counted anew', async () => {
  await redriveDeadLetters(rabbit.url, queues, await listDeadLetters(rabbit.url, queues, { key: '18' }));
  await expect.poll(values, patience).toEqual(['a', 'c', 'b']);
  expect((await letters()).at(-1)).toMatchObject({ topic: 'Order', key: '18', error: 'no stock' });
});

test('one whose queue is gone is kept', async () => {
  const elsewhere = queues.map((each) => ({ ...each, queue: 'no-such-queue' }));
  await expect(redriveDeadLetters(rabbit.url, elsewhere, await letters())).rejects.toThrow(
    'No queue takes the message',
  );
  expect(await values()).toEqual(['a', 'b', 'c']);
});

test('those that are dropped are gone, and no others', async () => {
  await dropDeadLetters(rabbit.url, queues, (await letters()).slice(0, 1));
  expect(await values()).toEqual(['b', 'c']);
});

async function messagesIn(queue: string): Promise<number> {
  const connection = await connect(rabbit.url);
  const channel = await connection.createChannel();
  const { messageCount } = await channel.checkQueue(queue);
  await connection.close();
  return messageCount;
}
