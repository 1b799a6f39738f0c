import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { kafkaBroker } from '../../../services/tram/index.ts';
import { startKafka } from '../../test/harness/kafka.ts';
import { lastRecords } from './last-records.ts';

test('the last record of each topic that has one, with its headers, however many came before', async () => {
  await using server = await startKafka();
  const broker = kafkaBroker({ brokers: [server.bootstrap], clientId: 'test' });
  await broker.createTopics([
    { name: 'many', partitions: 2 },
    { name: 'one', partitions: 1 },
    { name: 'none', partitions: 1 },
  ]);
  const publisher = await broker.publisher();
  const many = Array.from({ length: 30 }, (_, index) => ({ topic: 'many', key: 'k', value: `${index}` }));
  await publisher.publish([...many, { topic: 'one', key: 'k', value: 'only', headers: { 'x-id': '7' } }]);
  await publisher.close();
  await broker.close();

  const signal = AbortSignal.timeout(30_000);
  const records = await lastRecords({ address: server.bootstrap }, ['many', 'one', 'none'], signal);
  expect(records.map(({ topic, value, headers }) => ({ topic, value, headers }))).toEqual(
    expect.arrayContaining([
      { topic: 'many', value: '29', headers: undefined },
      { topic: 'one', value: 'only', headers: { 'x-id': '7' } },
    ]),
  );
  expect(records).toHaveLength(2);
});

test('nothing is read where no topic has a record, nor where none is asked for', async () => {
  await using server = await startKafka();
  expect(await lastRecords({ address: server.bootstrap }, [], AbortSignal.timeout(30_000))).toEqual([]);
});

test('a broker that takes connections and never answers is given up when the signal aborts', async () => {
  const silent = createServer((socket) => void socket.on('error', () => undefined));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const { port } = silent.address() as AddressInfo;
  const given = new AbortController();
  silent.once('connection', () => given.abort(new Error('given up')));
  await expect(lastRecords({ address: `127.0.0.1:${port}` }, ['Order'], given.signal)).rejects.toThrow(
    'given up',
  );
});
