import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { expect, onTestFinished, test } from 'vitest';
import { kafkaBroker } from '../../../services/tram/index.ts';
import { startKafka } from '../../test/harness/kafka.ts';
import { startGroupReader } from './group-reader.ts';
import { Positions } from './positions.ts';

/** As Docker's port proxy: while the broker is hidden, connections are dropped as soon as they are taken. */
async function proxyTo(port: number) {
  const open = new Set<Socket>();
  let isHidden = false;
  let dropped = 0;
  const server = createServer((socket) => {
    open.add(socket.on('error', () => undefined).on('close', () => open.delete(socket)));
    if (isHidden) {
      dropped += 1;
      socket.destroy();
      return;
    }
    const onward = connect(port, '127.0.0.1').on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
    socket.on('close', () => onward.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return {
    port: (server.address() as AddressInfo).port,
    hide(): void {
      isHidden = true;
      for (const socket of open) socket.destroy();
    },
    show: () => void (isHidden = false),
    /** Connections stay, and nothing comes back any more. */
    hang(): void {
      for (const socket of open) socket.unpipe().pause();
    },
    dropped: () => dropped,
  };
}

test('who crashed is followed by another, in a group that the broker does not keep waiting for the first', async () => {
  const server = await startKafka();
  onTestFinished(() => server.stop());
  const broker = kafkaBroker({ brokers: [server.bootstrap], clientId: 'test' });
  await broker.createTopics([{ name: 'Order', partitions: 1 }]);
  const publisher = await broker.publisher();
  onTestFinished(() => broker.close());
  const publish = (value: string) => publisher.publish([{ topic: 'Order', key: '1', value }]);

  const network = await proxyTo(server.port);
  const kafka = new Kafka({
    brokers: [server.bootstrap],
    logLevel: logLevel.NOTHING,
    // The broker says where it is itself.
    socketFactory: ({ host, onConnect }) => connect(network.port, host, onConnect),
    retry: { retries: 2, initialRetryTime: 10, maxRetryTime: 20 },
  });
  const positions = new Positions();
  positions.start('Order', 0, '0');
  const values: string[] = [];
  const left: string[] = [];
  const reader = await startGroupReader({
    kafka,
    topics: ['Order'],
    positions,
    onBatch({ topic, partition, messages }) {
      for (const { offset, value } of messages)
        if (positions.advance(topic, partition, offset)) values.push(String(value));
    },
    forget: async (group) => void left.push(group),
  });
  await publish('before');
  await expect.poll(() => values, { timeout: 30_000 }).toEqual(['before']);
  network.hide();
  await expect.poll(() => left.length, { timeout: 30_000 }).toBeGreaterThan(0);
  await publish('meanwhile');
  network.show();
  await expect.poll(() => values, { timeout: 30_000 }).toEqual(['before', 'meanwhile']);
  expect(network.dropped()).toBeGreaterThan(0);
  await reader.stop();
  expect(new Set(left).size).toBe(left.length);
  expect(left.length).toBeGreaterThan(1);
});

test('a stop waits until the group of a member that cannot say goodbye is forgotten', async () => {
  await using server = await startKafka();
  const broker = kafkaBroker({ brokers: [server.bootstrap], clientId: 'test' });
  await broker.createTopics([{ name: 'Order', partitions: 1 }]);
  await broker.close();
  const network = await proxyTo(server.port);
  const kafka = new Kafka({
    brokers: [server.bootstrap],
    logLevel: logLevel.NOTHING,
    socketFactory: ({ host, onConnect }) => connect(network.port, host, onConnect),
  });
  const positions = new Positions();
  positions.start('Order', 0, '0');
  const forgotten: string[] = [];
  const reader = await startGroupReader({
    kafka,
    topics: ['Order'],
    positions,
    onBatch: () => undefined,
    forget: async (group) => void forgotten.push(group),
  });
  network.hang();
  await reader.stop();
  expect(forgotten).toHaveLength(1);
  network.hide();
});
