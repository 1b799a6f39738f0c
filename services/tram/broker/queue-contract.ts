import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { MalformedMessageError } from '../message/errors.ts';
import type { BrokerRecord } from './broker.ts';
import { type BrokerUnderTest, contractTools } from './contract-tools.ts';

/** What only a broker that keeps a queue for each group does, such as RabbitMQ. */
export function queueContract(
  makeBroker: () => Promise<BrokerUnderTest>,
  readDeadLetters: (group: string, topic: string) => Promise<readonly BrokerRecord[]>,
): void {
  const tools = contractTools(makeBroker);

  describe('queue', () => {
    it('has nothing of the past for a group that comes late', async () => {
      await tools.publish(tools.toSend('1', 'before'));
      const received = await tools.collect({ group: `late-${randomUUID()}` });
      await tools.publish(tools.toSend('1', 'after'));
      await received.has(1);
      expect(received.values()).toEqual(['after']);
    });

    it('refuses a record that nobody would get, and goes on', async () => {
      const lonely = `lonely-${randomUUID()}`;
      await tools.broker.createTopics([{ name: lonely, partitions: 1 }]);
      const publisher = await tools.broker.publisher();
      await expect(publisher.publish([{ topic: lonely, key: 'k', value: 'lost' }])).rejects.toThrow(
        `No queue takes the message with routing key "k" from exchange "${lonely}"`,
      );
      await publisher.publish([tools.toSend('1', 'kept')]);
      const received = await tools.collect();
      await received.has(1);
      expect(received.values()).toEqual(['kept']);
    });

    it('names a topic that does not exist', async () => {
      const publisher = await tools.broker.publisher();
      const lost = { topic: 'no-such-topic', key: '1', value: 'lost' };
      await expect(publisher.publish([lost])).rejects.toThrow("no exchange 'no-such-topic'");
    });

    it('sets aside what fails too often, or can never be handled, and goes on with the next', async () => {
      const headers = { id: '"7"' };
      await tools.publish(
        tools.toSend('1', 'malformed'),
        { ...tools.toSend('1', 'failing'), headers },
        tools.toSend('1', 'fine'),
      );
      const received = await tools.collect({
        deadLetters: { attempts: 3 },
        onRecord: async ({ value }) => {
          if (value === 'malformed') throw new MalformedMessageError('no id');
          if (value === 'failing') throw new Error('out of stock');
        },
      });
      await received.has(5);
      expect(received.values()).toEqual(['malformed', 'failing', 'failing', 'failing', 'fine']);
      await received.stop();
      const dead = await readDeadLetters(tools.group, tools.topic);
      const about = (reason: string, error: string, attempts: string) => ({
        'x-tram-dead-reason': reason,
        'x-tram-dead-error': error,
        'x-tram-dead-attempts': attempts,
        'x-tram-dead-exchange': tools.topic,
        'x-tram-dead-routing-key': '1',
        'x-tram-dead-first-seen': expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
      });
      expect(dead.map(({ value, headers: told }) => [value, told])).toEqual([
        ['malformed', about('unprocessable', 'no id', '1')],
        ['failing', { ...headers, ...about('failed', 'out of stock', '3') }],
      ]);
    });
  });
}
