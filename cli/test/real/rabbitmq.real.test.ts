import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BrokerRecord } from '../../../services/tram/broker/broker.ts';
import { brokerContract } from '../../../services/tram/broker/broker-contract.ts';
import { queueContract } from '../../../services/tram/broker/queue-contract.ts';
import { recordOf } from '../../../services/tram/broker/rabbitmq/amqp-record.ts';
import { rabbitBroker } from '../../../services/tram/broker/rabbitmq/rabbit-broker.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';

const patience = { timeout: 30_000, interval: 10 };

let rabbit: RabbitMq;
beforeAll(async () => {
  rabbit = await startRabbitMq();
});
afterAll(() => rabbit.stop());

const broker = () => rabbitBroker({ url: rabbit.url, clientId: 'contract' });
const underTest = async () => ({ broker: broker(), patienceMs: 30_000 });

async function readDeadLetters(group: string, topic: string): Promise<readonly BrokerRecord[]> {
  const connection = await connect(rabbit.url);
  const channel = await connection.createChannel();
  const records: BrokerRecord[] = [];
  const next = () => channel.get(`${group}.${topic}.dead`, { noAck: true });
  for (let message = await next(); message; message = await next()) records.push(recordOf(message));
  await connection.close();
  return records;
}

describe("the contract of tram's broker port", () => {
  brokerContract(underTest);
  queueContract(underTest, readDeadLetters);
});

describe('a broker that is killed', () => {
  it('keeps what it confirmed, and is consumed from and published to again by itself', async () => {
    const own = broker();
    const topic = `topic-${randomUUID()}`;
    await own.createTopics([{ name: topic, partitions: 1 }]);
    await own.prepareGroup('group', [topic]);
    const publisher = await own.publisher();
    const publish = (value: string) => publisher.publish([{ topic, key: '1', value }]);
    await publish('before');
    await rabbit.crash();
    const records: BrokerRecord[] = [];
    const errors: Error[] = [];
    await own.subscribe({
      group: 'group',
      topics: [topic],
      onAssigned: async () => undefined,
      onRecord: async (record) => void records.push(record),
      onError: (error) => errors.push(error),
    });
    const values = () => [...new Set(records.map(({ value }) => value))];
    await expect.poll(values, patience).toEqual(['before']);
    await rabbit.crash();
    await expect.poll(() => errors.length, patience).toBeGreaterThan(0);
    const published = () =>
      publish('after').then(
        () => true,
        () => false,
      );
    await expect.poll(published, patience).toBe(true);
    await expect.poll(values, patience).toEqual(['before', 'after']);
    await own.close();
  });

  it('is named, without its password, to who cannot reach it', async () => {
    const gone = rabbitBroker({ url: 'amqp://user:secret@127.0.0.1:1/', clientId: 'gone' });
    const failure = gone.createTopics([{ name: 'Order', partitions: 1 }]);
    await expect(failure).rejects.toThrow('RabbitMQ at amqp://127.0.0.1:1/ does not answer');
    await expect(failure).rejects.not.toThrow('secret');
    await gone.close();
  });
});
