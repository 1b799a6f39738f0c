import { Writable } from 'node:stream';
import type pg from 'pg';
import { pino } from 'pino';
import { participant } from '../../../cli/test/harness/participant.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { readEnv } from '../../runtime/process/env.ts';
import { Resources } from '../../runtime/process/resources.ts';
import { type Line, sqlInbox } from '../../tram/index.ts';
import { sealCard } from '../card-seal.ts';
import { creditInstituteEnv } from '../credit-institute/environment.ts';
import { startCreditInstitute } from '../credit-institute/service.ts';
import { paymentEnv } from './environment.ts';
import { handlers, workBefore } from './handlers.ts';
import { payingInbox } from './paying-inbox.ts';
import { payDeps } from './service.ts';
import { tables } from './storage.ts';

const cardKey = '0f'.repeat(32);
export const cardOwner = 'Jane Theresa Doe';
/** No digits alone: an id or a time may hold any five of them by chance. */
export const checksum = '9-87-65';

interface WorldOptions {
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly institute?: Readonly<Record<string, string>>;
}

/** The payment service without broker and relay, and a credit institute that leaves nothing to chance. */
export async function paymentWorld({ databaseUrl, env = {}, institute: settings = {} }: WorldOptions) {
  const logged: string[] = [];
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged.push(chunk.toString());
      done();
    },
  });
  const log = pino({ level: 'trace' }, sink);
  const lines: Line[] = [];
  const resources = new Resources(() => undefined);
  const port = await startCreditInstitute(
    {
      name: 'credit-institute',
      port: 0,
      lines: { write: (line) => lines.push(line), close() {} },
      log,
      resources,
    },
    readEnv(creditInstituteEnv, {
      SERVICE_NAME: 'credit-institute',
      PORT: '0',
      CREDIT_INSTITUTE_FAILURE_RATE: '0',
      CREDIT_INSTITUTE_TIMEOUT_RATE: '0',
      CREDIT_INSTITUTE_LATENCY_MS: '0',
      ...settings,
    }),
  );
  const base = `http://127.0.0.1:${port}`;
  const pool: pg.Pool = openPool(databaseUrl, 'test', log);
  await migrate(pool, tables);
  const stopping = new AbortController();
  const deps = payDeps(
    readEnv(paymentEnv, {
      SERVICE_NAME: 'payment',
      PORT: '0',
      KAFKA_BROKERS: '127.0.0.1:9092',
      DATABASE_URL: databaseUrl,
      CARD_KEY: cardKey,
      T2_PAYMENT_PROVIDER_DUMMY_URL: `${base}/pay`,
      T2_PAYMENT_PROVIDER_RETRY_MS: '1',
      ...env,
    }),
    pool,
    log,
    stopping.signal,
  );
  const inbox = payingInbox(sqlInbox(pool), workBefore(deps));
  const service = participant({
    pool,
    channel: 'payment',
    inbox,
    handlers,
    signal: stopping.signal,
  });

  const sealed = (cardNumber: string) =>
    sealCard({ cardNumber, cardOwner, checksum }, Buffer.from(cardKey, 'hex'));

  async function api(method: string, path: string, body?: unknown): Promise<unknown> {
    const sent = body !== undefined && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    return (await fetch(base + path, { method, ...sent })).json();
  }

  return {
    ...service,
    pool,
    inbox,
    logged,
    lines: [lines, service.lines],
    api,
    base,
    /** The service ends, and what it handles is not handled. */
    stop: () => stopping.abort(),
    doPayment: (orderId: string, cardNumber = '4111111111111111') =>
      service.command('DoPayment', { orderId, card: sealed(cardNumber), total: { amount: 12.75 } }, orderId),
    /** A new command; resolves with the newest reply to the order's saga. */
    pay: (orderId: string, cardNumber = '4111111111111111') =>
      service.ask('DoPayment', { orderId, card: sealed(cardNumber), total: { amount: 12.75 } }, orderId),
    /** Keys, and how often each was asked for. */
    charges: async (): Promise<string[]> => {
      const page = (await api('GET', '/charges')) as {
        _embedded: { charges: { key: string; asked: number }[] };
      };
      return page._embedded.charges.map(({ key, asked }) => `${key} asked ${asked}`);
    },
    states: async (): Promise<string[]> => {
      const { rows } = await pool.query<{ order_id: string; state: string }>(
        'SELECT order_id, state FROM payments ORDER BY id',
      );
      return rows.map(({ order_id, state }) => `${order_id} ${state}`);
    },
    close: async () => {
      await resources.close();
      await pool.end();
    },
  };
}
