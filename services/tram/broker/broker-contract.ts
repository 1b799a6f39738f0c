import { describe, expect, it } from 'vitest';
import { type BrokerUnderTest, contractTools } from './contract-tools.ts';
import { publisherContract } from './publisher-contract.ts';
import { subscriptionContract } from './subscription-contract.ts';

/** What every adapter of the broker port must do. */
export function brokerContract(makeBroker: () => Promise<BrokerUnderTest>): void {
  const tools = contractTools(makeBroker);

  describe('topics', () => {
    it('may exist already', async () => {
      await expect(
        tools.broker.createTopics([{ name: tools.topic, partitions: 4 }]),
      ).resolves.toBeUndefined();
    });

    it('must exist to be subscribed to', async () => {
      await expect(tools.collect({ topics: ['no-such-topic'] })).rejects.toThrow();
    });
  });

  publisherContract(tools);
  subscriptionContract(tools);
}
