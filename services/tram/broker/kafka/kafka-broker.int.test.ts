import { startKafka } from '../../../../cli/test/harness/kafka.ts';
import { afterEach, describe } from 'vitest';
import { brokerContract } from '../broker-contract.ts';
import { kafkaBroker } from './kafka-broker.ts';

describe('kafka adapter', () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  brokerContract(async () => {
    const kafka = await startKafka();
    stops.push(() => kafka.stop());
    return { broker: kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'contract' }), patienceMs: 15_000 };
  });
});
