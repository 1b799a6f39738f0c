import { bundledSystems } from '../../systems/bundled.ts';
import { loadSystem } from '../../systems/load.ts';

/** The system file of customers-and-orders, as the lab reads it. */
export const { system: customersAndOrders } = await loadSystem(
  bundledSystems().get('customers-and-orders') ?? 'services/customers-and-orders/system.yaml',
);
