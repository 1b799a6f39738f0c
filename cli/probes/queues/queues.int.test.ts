import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  startFreezingRabbit,
  type FreezingRabbit,
} from '../../../services/tram/broker/rabbitmq/testing/freezing-rabbit.ts';
import { startExchangesProbe } from '../topics/exchanges.ts';
import { startQueuesProbe } from './queues.ts';

const patience = { timeout: 30_000, interval: 10 };
const queues = [{ queue: 'shop.Order', exchange: 'Order', dead: 'shop.Order.dead' }];

let rabbit: FreezingRabbit;
beforeEach(async () => {
  rabbit = await startFreezingRabbit();
});
afterEach(() => rabbit.stop());

test('a server that hangs while it is looked at holds up the end of no run', async () => {
  const probe = await startQueuesProbe({ broker: rabbit.url, queues }, () => undefined);
  rabbit.freeze();
  await expect.poll(() => rabbit.unanswered, patience).toBeGreaterThan(0);
  await probe.stop();
  await expect.poll(() => rabbit.open, patience).toBe(0);
});

test('nor does one that hangs hold up the end of what reads its exchanges', async () => {
  const options = { broker: rabbit.url, security: {}, topics: ['Order'] };
  const probe = await startExchangesProbe(options, () => undefined);
  rabbit.freeze();
  await probe.stop();
  await expect.poll(() => rabbit.open, patience).toBe(0);
});

test('both miss a server that hangs after two heartbeats of 10 s', async () => {
  const probes = [
    await startQueuesProbe({ broker: rabbit.url, queues }, () => undefined),
    await startExchangesProbe({ broker: rabbit.url, security: {}, topics: ['Order'] }, () => undefined),
  ];
  for (const probe of probes) await probe.stop();
  expect(rabbit.heartbeats).toEqual([10, 10]);
});
