import { afterEach, beforeEach, expect, test } from 'vitest';
import { publishChannel } from './publish-channel.ts';
import { rabbitConnection } from './rabbit-connection.ts';
import { startFreezingRabbit, type FreezingRabbit } from './testing/freezing-rabbit.ts';

const patience = { timeout: 30_000, interval: 10 };

let rabbit: FreezingRabbit;
beforeEach(async () => {
  rabbit = await startFreezingRabbit();
});
afterEach(() => rabbit.stop());

test('a server that no longer answers holds up no farewell, and its connection is not left open', async () => {
  const connection = rabbitConnection(rabbit.url, 'test');
  const outgoing = publishChannel(connection);
  await connection.open();
  rabbit.freeze();
  const published = outgoing.publish([{ exchange: '', routingKey: 'q', content: Buffer.from('{}') }]);
  const rejected = expect(published).rejects.toThrow();
  await expect.poll(() => rabbit.unanswered, patience).toBeGreaterThan(0);
  await connection.close();
  await rejected;
  await outgoing.close();
  await expect.poll(() => rabbit.open, patience).toBe(0);
});

test('nor does it hold up that of a channel', async () => {
  const connection = rabbitConnection(rabbit.url, 'test');
  const outgoing = publishChannel(connection);
  // Nothing to be confirmed: this opens the channel.
  await outgoing.publish([]);
  rabbit.freeze();
  await outgoing.close();
  await connection.close();
  await expect.poll(() => rabbit.open, patience).toBe(0);
});

test('a connection says goodbye where somebody listens', async () => {
  const connection = rabbitConnection(rabbit.url, 'test');
  await connection.open();
  await connection.close();
  await expect.poll(() => rabbit.open, patience).toBe(0);
  expect(rabbit.heartbeats).toEqual([10]);
});
