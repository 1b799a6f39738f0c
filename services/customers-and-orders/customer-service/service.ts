import { serve } from '../../runtime/http/serve.ts';
import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeEvents, sqlInbox } from '../../tram/index.ts';
import { orderTopic } from '../order-service/messages.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { customerTopic } from './messages.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export async function startCustomerService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = openPool(databaseUrl, name, log);
  await resources.add('database', () => pool.end());
  await Promise.all([migrate(pool, tables), broker.createTopics([customerTopic, orderTopic])]);

  const { port, health, consumers } = await serve(deps, routes(pool), () => pool.query('SELECT 1'));
  const consumer = await consumeEvents({
    consumer: 'customer-service-orders',
    service: name,
    broker,
    inbox: sqlInbox(pool),
    handlers,
    lines,
    log,
  });
  await resources.add('consumer', () => consumer.stop());
  consumers.set(consumer.name, consumer);
  health.ready();
  return port;
}
