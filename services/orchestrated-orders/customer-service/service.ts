import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSqlService } from '../../runtime/process/start-sql-service.ts';
import { consumeCommands, createLockTables } from '../../tram/index.ts';
import { createOrderReplies } from '../order-service/messages.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { customerChannel } from './messages.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export function startCustomerService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  return startSqlService(deps, databaseUrl, {
    tables,
    topics: [customerChannel, createOrderReplies],
    routes,
    async consume(parts, pool) {
      await createLockTables(pool);
      return consumeCommands({ ...parts, consumer: 'customers-commands', handlers });
    },
  });
}
