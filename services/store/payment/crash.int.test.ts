import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { waitUntil } from '../../../cli/lib/wait-until.ts';
import { crashAt } from '../../../cli/test/harness/crash-at.ts';
import { startKafka, type TestKafka } from '../../../cli/test/harness/kafka.ts';
import { startPostgres, type TestPostgres } from '../../../cli/test/harness/postgres.ts';
import { type ServiceProcess, spawnService } from '../../../cli/test/harness/service-process.ts';
import { commandMessage } from '../../tram/commands/command-message.ts';
import { type Broker, encodeRecordValue, kafkaBroker, newMessageId } from '../../tram/index.ts';
import { sealCard } from '../card-seal.ts';
import { paymentChannel } from './messages.ts';

let kafka: TestKafka;
let postgres: TestPostgres;
let broker: Broker;
let databaseUrl: string;
let institute: string;
const started: ServiceProcess[] = [];
const folder = mkdtempSync(join(tmpdir(), 'payment-crash-'));
const cardKey = '0f'.repeat(32);

beforeAll(async () => {
  [kafka, postgres] = await Promise.all([startKafka(), startPostgres()]);
  databaseUrl = await postgres.createDatabase('payment');
  broker = kafkaBroker({ brokers: [kafka.bootstrap], clientId: 'test' });
  await broker.createTopics([paymentChannel]);
  const certain = {
    CREDIT_INSTITUTE_FAILURE_RATE: '0',
    CREDIT_INSTITUTE_TIMEOUT_RATE: '0',
    CREDIT_INSTITUTE_LATENCY_MS: '0',
  };
  institute = await ready(spawnService('store/credit-institute', certain));
});
afterAll(async () => {
  for (const service of started) {
    service.process.kill('SIGKILL');
    await service.exited;
  }
  await broker.close();
  await kafka.stop();
  await postgres.stop();
  rmSync(folder, { recursive: true });
});

function ready(service: ServiceProcess): Promise<string> {
  started.push(service);
  return service.ready(AbortSignal.timeout(20_000));
}

const spawnPayment = (): ServiceProcess =>
  spawnService('store/payment', {
    KAFKA_BROKERS: kafka.bootstrap,
    KAFKA_SESSION_TIMEOUT_MS: '2000',
    DATABASE_URL: databaseUrl,
    CARD_KEY: cardKey,
    T2_PAYMENT_PROVIDER_DUMMY_URL: `${institute}/pay`,
    TRAM_FAULTS_FILE: join(folder, 'faults.json'),
  });

it('charges once although the service dies when the card is charged, and nobody has written that down', async () => {
  // The first transaction notes that it is asked for, the second what became of it.
  crashAt(folder, { handler: 'DoPayment', seam: 'before-commit', call: 2 });
  const dying = spawnPayment();
  await ready(dying);
  const card = { cardNumber: '4111111111111111', cardOwner: 'Jane Doe', checksum: '123' };
  const payload = {
    orderId: 'o1',
    card: sealCard(card, Buffer.from(cardKey, 'hex')),
    total: { amount: 12.75 },
  };
  const saga = { type: 'CheckoutSaga', id: 'o1', step: 'do-payment' };
  const message = commandMessage(
    { channel: 'payment', type: 'DoPayment', payload, replyTo: 'CheckoutSaga-reply', saga },
    newMessageId(),
  );
  const record = { topic: 'payment', key: 'o1', value: encodeRecordValue(message) };
  await (await broker.publisher()).publish([record]);
  await dying.exited;
  expect(dying.process.signalCode).toBe('SIGKILL');
  expect(await charges()).toMatchObject([{ key: 'o1', asked: 1 }]);

  const base = await ready(spawnPayment());
  const paid = await waitUntil(
    async () => {
      const seen = (await (await fetch(`${base}/payments/o1`)).json()) as { state: string };
      return seen.state === 'asked' ? undefined : seen;
    },
    { signal: AbortSignal.timeout(20_000) },
  );
  expect(paid).toMatchObject({ orderId: 'o1', state: 'charged', total: 12.75 });
  expect(await charges()).toMatchObject([{ key: 'o1', asked: 2 }]);
});

async function charges(): Promise<unknown> {
  const response = await fetch(`${institute}/charges`);
  return ((await response.json()) as { _embedded: { charges: unknown } })._embedded.charges;
}
