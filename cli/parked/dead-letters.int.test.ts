import type { GetMessage } from 'amqplib';
import { beforeEach, expect, test, vi } from 'vitest';
import { customersAndOrders } from '../test/harness/customers-and-orders.ts';
import type { Lab } from '../stack/lab.ts';
import { deadLetterQueues, listDeadLetters } from './dead-letters.ts';
import { redriveKeys } from './redrive.ts';

const dead = 'customer-service-orders.Order.dead';
/** What lies in that queue, and why the channel that reads it has died. */
let letters: GetMessage[] = [];
let death: Error | undefined;

vi.mock(import('../../services/tram/index.ts'), async (original) => {
  const channel = {
    on: () => undefined,
    checkQueue: async (queue: string) => ({ messageCount: queue === dead ? letters.length : 0 }),
    async get() {
      if (death) throw death;
      return letters.shift() ?? false;
    },
    ack: () => undefined,
    close: () => (death ? Promise.reject(new Error('Channel closed')) : Promise.resolve()),
  };
  const connection = {
    open: async () => ({ createChannel: async () => channel }),
    close: async () => undefined,
  };
  return {
    ...(await original()),
    rabbitConnection: () => connection as never,
    publishChannel: () => ({ publish: async () => undefined, close: async () => undefined }),
  };
});

function letter(stamp: number): GetMessage {
  const headers = { 'x-tram-offset': stamp, 'x-tram-dead-routing-key': '17' };
  return {
    content: Buffer.from('{}'),
    fields: { exchange: '', routingKey: dead },
    properties: { headers },
  } as unknown as GetMessage;
}

const queues = deadLetterQueues([customersAndOrders], 'customer-service-orders');
const lab = { broker: 'amqp://127.0.0.1' } as Lab;

beforeEach(() => {
  letters = [letter(1), letter(2)];
  death = undefined;
});

test('a redrive tells of those that it found, not of those that were gone meanwhile', async () => {
  const listed = await listDeadLetters(lab.broker, queues, {});
  expect(listed).toHaveLength(2);
  letters = [letter(2)];
  expect(await redriveKeys(lab, [customersAndOrders], listed)).toMatchObject([{ key: '17', redriven: 1 }]);
  expect(await redriveKeys(lab, [customersAndOrders], listed)).toEqual([]);
});

test('why a channel died is told, not that it cannot be closed', async () => {
  death = new Error('the server was stopped');
  await expect(listDeadLetters(lab.broker, queues, {})).rejects.toThrow('the server was stopped');
});
