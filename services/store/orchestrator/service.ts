import type * as z from 'zod';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { startSagaService } from '../../runtime/process/start-saga-service.ts';
import { cardKeyEnv } from '../card-key.ts';
import { inventoryChannel } from '../inventory/messages.ts';
import { orderChannel } from '../order/messages.ts';
import { paymentChannel } from '../payment/messages.ts';
import { checkoutSaga } from './checkout-saga.ts';
import { routes } from './http.ts';

export const orchestratorEnv = sqlServiceEnv.extend(cardKeyEnv);

/** It has no tables but tram's: a saga's instance is all there is to a checkout. */
const noTables = '';

/** Resolves with its port once it takes replies and serves. */
export function startOrchestrator(
  deps: ServiceDeps,
  { DATABASE_URL, CARD_KEY }: z.output<typeof orchestratorEnv>,
): Promise<number> {
  return startSagaService(deps, DATABASE_URL, {
    tables: noTables,
    topics: [inventoryChannel, orderChannel, paymentChannel],
    definition: checkoutSaga,
    routes: (pool, start) => routes(pool, CARD_KEY, start),
  });
}
