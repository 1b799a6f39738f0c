import { afterAll, beforeAll, describe } from 'vitest';
import { brokerContract } from '../../../services/tram/broker/broker-contract.ts';
import { logContract } from '../../../services/tram/broker/log-contract.ts';
import { kafkaBroker } from '../../../services/tram/broker/kafka/kafka-broker.ts';
import { kafkaContract } from '../../stack/embedded/kafka/kafka-contract.ts';
import { startApacheKafka, type ApacheKafka } from './servers/apache-kafka.ts';

let kafka: ApacheKafka;
beforeAll(async () => {
  kafka = await startApacheKafka();
});
afterAll(() => kafka.stop());

const underTest = async () => ({
  broker: kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'contract' }),
  patienceMs: 30_000,
});

describe('the contract of the Kafka protocol', () => {
  kafkaContract(() => kafka.bootstrap);
});

describe("the contract of tram's broker port", () => {
  brokerContract(underTest);
  logContract(underTest);
});
