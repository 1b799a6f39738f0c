import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startKafka, type TestKafka } from '../../../../cli/test/harness/kafka.ts';
import type { BrokerRecord } from '../broker.ts';
import { kafkaBroker } from './kafka-broker.ts';

const patience = { timeout: 20_000 };

let folder: string;
let kafka: TestKafka;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tram-kafka-'));
  kafka = await startKafka({ folder });
});

afterEach(async () => {
  await kafka.stop();
  rmSync(folder, { recursive: true });
});

it('goes on publishing and consuming by itself when the broker was away', async () => {
  const broker = kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'restart' });
  await broker.createTopics([{ name: 'Order', partitions: 1 }]);
  const records: BrokerRecord[] = [];
  const errors: Error[] = [];
  await broker.subscribe({
    group: 'group',
    topics: ['Order'],
    onAssigned: async () => undefined,
    onRecord: async (record) => void records.push(record),
    onError: (error) => errors.push(error),
  });
  const publisher = await broker.publisher();
  const publish = (value: string) => publisher.publish([{ topic: 'Order', key: '1', value }]);
  const values = () => [...new Set(records.map(({ value }) => value))];

  await publish('before');
  await expect.poll(values, patience).toEqual(['before']);
  const { port } = kafka;
  await kafka.stop();
  await expect(publish('lost')).rejects.toThrow();
  await expect.poll(() => errors.length, patience).toBeGreaterThan(0);
  kafka = await startKafka({ folder, port });
  await expect
    .poll(
      () =>
        publish('after').then(
          () => true,
          () => false,
        ),
      patience,
    )
    .toBe(true);
  await expect.poll(values, patience).toContain('after');
  expect(records.filter(({ value }) => value === 'after').length).toBeGreaterThan(0);
  await broker.close();
});
