import { serve } from '../../runtime/http/serve.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeEvents, sqlInbox } from '../../tram/index.ts';
import { customerTopic } from '../customer-service/messages.ts';
import { orderTopic } from '../order-service/messages.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { tables } from './storage.ts';

/**
 * An order service as one should not write it: it has no outbox, and sends to the broker by itself when it has
 * committed. All goes well as long as nothing dies in between. Resolves with its port once it serves.
 */
export async function startNaiveOrderService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = openPool(databaseUrl, name, log);
  await resources.add('database', () => pool.end());
  await Promise.all([migrate(pool, tables), broker.createTopics([orderTopic, customerTopic])]);
  const publisher = await broker.publisher();

  const { port, health } = await serve(deps, routes(pool, publisher), () => pool.query('SELECT 1'));
  const consumer = await consumeEvents({
    consumer: 'order-service-customers',
    service: name,
    broker,
    inbox: sqlInbox(pool),
    handlers,
    lines,
    log,
  });
  await resources.add('consumer', () => consumer.stop());
  health.ready();
  return port;
}
