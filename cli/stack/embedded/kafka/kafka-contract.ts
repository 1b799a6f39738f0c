import { describe } from 'vitest';
import { adminContract } from './contract/admin.ts';
import { connect } from './contract/client.ts';
import { groupContract } from './contract/groups.ts';
import { offsetContract } from './contract/offsets.ts';
import { produceContract } from './contract/produce.ts';

/** What saga-lab rests on in a broker, told by kafkajs alone: it passes on this broker and on Apache Kafka. */
export function kafkaContract(bootstrap: () => string): void {
  const kafka = connect(bootstrap);
  describe('produce and consume', () => produceContract(kafka));
  describe('offsets', () => offsetContract(kafka));
  describe('groups', () => groupContract(kafka));
  describe('admin', () => adminContract(kafka));
}
