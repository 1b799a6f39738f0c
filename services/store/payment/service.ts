import type pg from 'pg';
import { serve } from '../../runtime/http/serve.ts';
import type { Log } from '../../runtime/log.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeCommands, sqlInbox } from '../../tram/index.ts';
import { asker } from './ask-provider.ts';
import type { PaymentEnv } from './environment.ts';
import { handlers, workBefore } from './handlers.ts';
import { routes } from './http.ts';
import { paymentChannel } from './messages.ts';
import type { PayDeps } from './pay.ts';
import { payingInbox } from './paying-inbox.ts';
import { httpProvider } from './provider.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and takes commands. */
export async function startPayment(deps: ServiceDeps, env: PaymentEnv): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = openPool(env.DATABASE_URL, name, log);
  await resources.add('database', () => pool.end());
  await Promise.all([migrate(pool, tables), broker.createTopics([paymentChannel])]);

  const stopping = new AbortController();
  const { port, health, consumers } = await serve(deps, routes(pool), () => pool.query('SELECT 1'));
  const consumer = await consumeCommands({
    consumer: 'payment-commands',
    service: name,
    broker,
    inbox: payingInbox(sqlInbox(pool), workBefore(payDeps(env, pool, log, stopping.signal))),
    handlers,
    lines,
    log,
  });
  await resources.add('consumer', () => consumer.stop());
  // First of all: the consumer ends when what it handles has ended.
  await resources.add('provider', () => stopping.abort());
  consumers.set(consumer.name, consumer);
  health.ready();
  return port;
}

export function payDeps(env: PaymentEnv, pool: pg.Pool, log: Log, stopping: AbortSignal): PayDeps {
  const { T2_PAYMENT_PROVIDER_DUMMY_URL: url, T2_PAYMENT_PROVIDER_TIMEOUT: limitS } = env;
  const provider = httpProvider(url, limitS * 1_000, stopping);
  const ask = asker({
    provider,
    attempts: env.T2_PAYMENT_PROVIDER_ATTEMPTS,
    retryMs: env.T2_PAYMENT_PROVIDER_RETRY_MS,
    breaker: {
      failures: env.T2_PAYMENT_PROVIDER_BREAKER_FAILURES,
      openMs: env.T2_PAYMENT_PROVIDER_BREAKER_OPEN_MS,
    },
    stopping,
  });
  const enabled = env.T2_PAYMENT_PROVIDER_ENABLED;
  return { pool, cardKey: env.CARD_KEY, provider: enabled ? provider : undefined, ask, log };
}
