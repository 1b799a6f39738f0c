import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSqlService } from '../../runtime/process/start-sql-service.ts';
import { consumeEvents } from '../../tram/index.ts';
import { orderTopic } from '../order-service/messages.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { customerTopic } from './messages.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export function startCustomerService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  return startSqlService(deps, databaseUrl, {
    tables,
    topics: [customerTopic, orderTopic],
    routes,
    consume: (parts) => consumeEvents({ ...parts, consumer: 'customer-service-orders', handlers }),
  });
}
