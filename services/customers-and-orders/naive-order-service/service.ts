import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSqlService } from '../../runtime/process/start-sql-service.ts';
import { consumeEvents } from '../../tram/index.ts';
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
  const publisher = await deps.broker.publisher();
  return startSqlService(deps, databaseUrl, {
    tables,
    topics: [orderTopic, customerTopic],
    routes: (pool) => routes(pool, publisher),
    consume: (parts) => consumeEvents({ ...parts, consumer: 'order-service-customers', handlers }),
  });
}
