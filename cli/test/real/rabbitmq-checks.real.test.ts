import { afterAll, beforeAll, expect, test } from 'vitest';
import { rabbitBroker } from '../../../services/tram/index.ts';
import { rabbitChecks } from '../../checks/rabbit/rabbit-checks.ts';
import type { WantedRabbit } from '../../checks/rabbit/wanted-rabbit.ts';
import { type RabbitMq, startRabbitMq } from './servers/rabbitmq.ts';

const wanted: WantedRabbit = {
  exchanges: ['Order'],
  queues: [{ queue: 'shop.Order', exchange: 'Order', isNamed: true }],
  publishes: true,
};

let rabbit: RabbitMq;
beforeAll(async () => {
  const probe = '^saga-lab-probe-';
  rabbit = await startRabbitMq([
    { name: 'reader', configure: probe, write: probe, read: '^(saga-lab-probe-.*|Order)$' },
    { name: 'nobody', configure: '^$', write: '^$', read: '^$' },
  ]);
  const broker = rabbitBroker({ url: rabbit.url, clientId: 'test' });
  await broker.createTopics([{ name: 'Order', partitions: 1 }]);
  await broker.prepareGroup('shop', ['Order']);
  await broker.close();
});
afterAll(() => rabbit.stop());

async function checked(user: string, what: Partial<WantedRabbit> = {}): Promise<string[]> {
  const url = rabbit.url.replace('guest:guest', `${user}:${user}`);
  const checks = await rabbitChecks('broker', url, { ...wanted, ...what }, false);
  return checks.map(({ name, state, detail }) => `${state} ${name}: ${detail}`);
}

test('an owner finds all well, and is told what is missing', async () => {
  expect(await checked('guest')).toEqual([
    expect.stringMatching(/^ok broker: RabbitMQ \d+\.\d+.* at amqp:\/\/guest:\*\*\*@/),
    'ok exchange Order: there',
    'ok queue shop.Order: 0 messages ready',
    'ok permissions: guest may read and write the exchanges',
  ]);
  expect(await checked('guest', { exchanges: ['Order', 'Ordre'] })).toContain(
    'broken exchange Ordre: there is none',
  );
});

test('who may only read may watch, and not publish', async () => {
  expect((await checked('reader', { publishes: false })).at(-1)).toBe(
    'ok permissions: reader may read the exchanges',
  );
  expect((await checked('reader')).at(-1)).toBe(
    "broken permissions: access to exchange 'Order' in vhost '/' refused for user 'reader'",
  );
});

test('who may do nothing is told what was refused', async () => {
  expect((await checked('nobody')).at(-1)).toBe(
    "broken permissions: access to queue 'saga-lab-probe-*' in vhost '/' refused for user 'nobody'; " +
      "access to exchange 'saga-lab-probe-*' in vhost '/' refused for user 'nobody'",
  );
});

test('a wrong password is told as what it is', async () => {
  expect(await checked('stranger')).toEqual([expect.stringMatching(/^broken broker: .*ACCESS[_-]REFUSED/)]);
});
