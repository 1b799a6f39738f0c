import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSqlService } from '../../runtime/process/start-sql-service.ts';
import { consumeEvents } from '../../tram/index.ts';
import { customerTopic } from '../customer-service/messages.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { orderTopic } from './messages.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export function startOrderService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  return startSqlService(deps, databaseUrl, {
    tables,
    topics: [orderTopic, customerTopic],
    routes,
    consume: (parts) => consumeEvents({ ...parts, consumer: 'order-service-customers', handlers }),
  });
}
