import { serve } from '../../runtime/http/serve.ts';
import { openDatabase } from '../../runtime/postgres/open-database.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSagas } from '../../tram/index.ts';
import { customerChannel } from '../customer-service/messages.ts';
import { createOrderSaga } from './create-order-saga.ts';
import { routes, type StartCreateOrder } from './http.ts';
import { createOrderReplies } from './messages.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and takes replies. */
export async function startOrderService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const topics = [customerChannel, createOrderReplies];
  const pool = await openDatabase(deps, databaseUrl, { tables, topics });
  const sagas = await startSagas({
    pool,
    service: name,
    broker,
    lines,
    log,
    definitions: [createOrderSaga],
  });
  await resources.add('sagas', () => sagas.stop());

  const start: StartCreateOrder = (tx, data) => sagas.start(tx, createOrderSaga.type, data);
  const { port, health, consumers } = await serve(deps, routes(pool, start), () => pool.query('SELECT 1'));
  for (const consumer of sagas.consumers) consumers.set(consumer.name, consumer);
  health.ready();
  return port;
}
