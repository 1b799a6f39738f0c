import type pg from 'pg';
import type { Log } from '../../runtime/log.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSqlService } from '../../runtime/process/start-sql-service.ts';
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
export function startPayment(deps: ServiceDeps, env: PaymentEnv): Promise<number> {
  const stopping = new AbortController();
  return startSqlService(deps, env.DATABASE_URL, {
    tables,
    topics: [paymentChannel],
    routes,
    async consume(parts, pool) {
      const before = workBefore(payDeps(env, pool, deps.log, stopping.signal));
      const inbox = payingInbox(sqlInbox(pool), before);
      const consumer = await consumeCommands({ ...parts, consumer: 'payment-commands', inbox, handlers });
      // The consumer ends when what it handles has ended: so that nobody waits for the provider any more.
      const stop = () => {
        stopping.abort();
        return consumer.stop();
      };
      return { ...consumer, stop };
    },
  });
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
