import { afterAll, beforeAll } from 'vitest';
import { startKafka, type TestKafka } from '../../../test/harness/kafka.ts';
import { kafkaContract } from './kafka-contract.ts';

let kafka: TestKafka;

beforeAll(async () => {
  kafka = await startKafka();
});
afterAll(() => kafka.stop());

kafkaContract(() => kafka.bootstrap);
