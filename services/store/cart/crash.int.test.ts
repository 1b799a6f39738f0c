import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntil } from '../../../cli/lib/wait-until.ts';
import { crashAt } from '../../../cli/test/harness/crash-at.ts';
import { eventMessage } from '../../../cli/test/harness/event-message.ts';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startMongo, type TestMongo } from '../../../cli/test/harness/mongo.ts';
import { type ServiceProcess, spawnService } from '../../../cli/test/harness/service-process.ts';
import { type Broker, encodeRecordValue, kafkaBroker, type Message } from '../../tram/index.ts';
import { orderTopic } from '../order/messages.ts';

let kafka: TestKafka;
let mongo: TestMongo;
let broker: Broker;
let service: ServiceProcess;
const folder = mkdtempSync(join(tmpdir(), 'cart-crash-'));

beforeAll(async () => {
  [kafka, mongo] = await Promise.all([startKafka(), startMongo()]);
  broker = kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'test' });
  await broker.createTopics([orderTopic]);
});
afterAll(async () => {
  service.process.kill('SIGKILL');
  await service.exited;
  await broker.close();
  await kafka.stop();
  await mongo.stop();
  rmSync(folder, { recursive: true });
});

function start(): Promise<string> {
  service = spawnService('store/cart', {
    KAFKA_BROKERS: kafka.bootstrap,
    KAFKA_SESSION_TIMEOUT_MS: '2000',
    MONGODB_URL: `${mongo.url}/cart`,
    TRAM_FAULTS_FILE: join(folder, 'faults.json'),
  });
  return service.ready(AbortSignal.timeout(20_000));
}

function rejected(orderId: string, productId: string): Message {
  const items = [{ productId, name: productId, units: 2, price: { amount: 4.25 } }];
  const payload = { sessionId: 's1', items, total: { amount: 8.5 }, reason: 'PAYMENT_REFUSED' };
  return eventMessage('StoreOrder', orderId, 'StoreOrderRejected', payload);
}

it('gives items back once although the service dies after it did, before it could say so', async () => {
  crashAt(folder, { handler: 'StoreOrderRejected', seam: 'after-handle', call: 1 });
  await start();
  const [first, second] = [rejected('o1', 'assam'), rejected('o2', 'ceylon')];
  // One key, so that the second comes when the first is done with; the relay may send anything twice.
  const records = [first, first, second].map((message) => ({
    topic: orderTopic.name,
    key: 'one',
    value: encodeRecordValue(message),
  }));
  await (await broker.publisher()).publish(records);
  await service.exited;
  expect(service.process.signalCode).toBe('SIGKILL');

  const base = await start();
  const content = await waitUntil(
    async () => {
      const { content: seen } = (await (await fetch(`${base}/cart/s1`)).json()) as {
        content: Record<string, number>;
      };
      return seen['ceylon'] === undefined ? undefined : seen;
    },
    { signal: AbortSignal.timeout(20_000) },
  );
  expect(content).toEqual({ assam: 2, ceylon: 2 });
  const outcomes = () => service.lines.flatMap((line) => ('message' in line ? [line.event] : []));
  await waitUntil(() => outcomes().includes('handled') || undefined, { signal: AbortSignal.timeout(5_000) });
  expect(outcomes()).toEqual(['duplicate', 'duplicate', 'handled']);
});
