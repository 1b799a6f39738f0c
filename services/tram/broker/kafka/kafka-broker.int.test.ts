import { afterAll, beforeAll } from 'vitest';
import { startKafka, type TestKafka } from '../../../../cli/test/harness/kafka.ts';
import { brokerContract } from '../broker-contract.ts';
import { logContract } from '../log-contract.ts';
import { kafkaBroker } from './kafka-broker.ts';

let kafka: TestKafka;

beforeAll(async () => {
  kafka = await startKafka();
});

afterAll(() => kafka.stop());

const underTest = async () => ({
  broker: kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'contract' }),
  patienceMs: 15_000,
});

brokerContract(underTest);
logContract(underTest);
