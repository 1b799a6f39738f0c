import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { startSagaService } from '../../runtime/process/start-saga-service.ts';
import { customerChannel } from '../customer-service/messages.ts';
import { createOrderSaga } from './create-order-saga.ts';
import { routes } from './http.ts';
import { createOrderReplies } from './messages.ts';
import { tables } from './storage.ts';

/** Resolves with its port once it serves and takes replies. */
export function startOrderService(deps: ServiceDeps, databaseUrl: string): Promise<number> {
  return startSagaService(deps, databaseUrl, {
    tables,
    topics: [customerChannel, createOrderReplies],
    definition: createOrderSaga,
    routes,
  });
}
