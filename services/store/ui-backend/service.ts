import type * as z from 'zod';
import { serve } from '../../runtime/http/serve.ts';
import type { WebDeps } from '../../runtime/process/service-deps.ts';
import { serviceUrl, webServiceEnv } from '../../runtime/process/service-env.ts';
import { cartsAt } from './clients/cart.ts';
import { inventoryAt } from './clients/inventory.ts';
import { orchestratorAt } from './clients/orchestrator.ts';
import { ordersAt } from './clients/orders.ts';
import { routes } from './http.ts';

export const uiBackendEnv = webServiceEnv.extend({
  INVENTORY_URL: serviceUrl('INVENTORY_URL'),
  CART_URL: serviceUrl('CART_URL'),
  ORCHESTRATOR_URL: serviceUrl('ORCHESTRATOR_URL'),
  ORDER_URL: serviceUrl('ORDER_URL'),
});

/** Resolves with its port once it serves. */
export async function startUiBackend(deps: WebDeps, env: z.output<typeof uiBackendEnv>): Promise<number> {
  const backends = {
    inventory: inventoryAt(env.INVENTORY_URL),
    carts: cartsAt(env.CART_URL),
    orchestrator: orchestratorAt(env.ORCHESTRATOR_URL),
    orders: ordersAt(env.ORDER_URL),
    log: deps.log,
  };
  // It keeps nothing: whether those that it asks are up, each call finds out.
  const { port, health } = await serve(deps, routes(backends), () => Promise.resolve());
  health.ready();
  return port;
}
