import type * as z from 'zod';
import { serve } from '../../runtime/http/serve.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { startSagas } from '../../tram/index.ts';
import { cardKeyEnv } from '../card-key.ts';
import { inventoryChannel } from '../inventory/messages.ts';
import { orderChannel } from '../order/messages.ts';
import { paymentChannel } from '../payment/messages.ts';
import { checkoutSaga } from './checkout-saga.ts';
import { routes, type StartCheckout } from './http.ts';

export const orchestratorEnv = sqlServiceEnv.extend(cardKeyEnv);

/** It has no tables but tram's: a saga's instance is all there is to a checkout. */
const noTables = '';

/** Resolves with its port once it takes replies and serves. */
export async function startOrchestrator(
  deps: ServiceDeps,
  { DATABASE_URL, CARD_KEY }: z.output<typeof orchestratorEnv>,
): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = openPool(DATABASE_URL, name, log);
  await resources.add('database', () => pool.end());
  await Promise.all([
    migrate(pool, noTables),
    broker.createTopics([inventoryChannel, orderChannel, paymentChannel]),
  ]);
  const sagas = await startSagas({ pool, service: name, broker, lines, log, definitions: [checkoutSaga] });
  await resources.add('sagas', () => sagas.stop());

  const start: StartCheckout = (tx, data) => sagas.start(tx, checkoutSaga.type, data);
  const { port, health, consumers } = await serve(deps, routes(pool, CARD_KEY, start), () =>
    pool.query('SELECT 1'),
  );
  for (const consumer of sagas.consumers) consumers.set(consumer.name, consumer);
  health.ready();
  return port;
}
