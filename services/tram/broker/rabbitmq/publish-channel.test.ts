import type { ChannelModel, Options } from 'amqplib';
import { expect, test } from 'vitest';
import { publishChannel } from './publish-channel.ts';

test('a message goes out with the properties that it had, else with the time of now, and always to be kept', async () => {
  const sent: Options.Publish[] = [];
  const channel = {
    on: () => undefined,
    publish(...args: [string, string, Buffer, Options.Publish, (error: unknown) => void]) {
      sent.push(args[3]);
      args[4](null);
    },
  };
  const model = { createConfirmChannel: async () => channel } as unknown as ChannelModel;
  const outgoing = publishChannel({ open: async () => model, close: async () => undefined });
  const message = { exchange: '', routingKey: 'shop.Order', content: Buffer.from('{}') };
  await outgoing.publish([
    { ...message, properties: { messageId: 'm1', type: 'OrderCreated', timestamp: 1 } },
    message,
  ]);
  expect(sent[0]).toMatchObject({ messageId: 'm1', type: 'OrderCreated', timestamp: 1, persistent: true });
  expect(sent[1]?.timestamp).toBeGreaterThan(1);
  expect(sent[1]).not.toHaveProperty('messageId');
});
