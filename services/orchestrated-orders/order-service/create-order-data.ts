import * as z from 'zod';
import { entityId } from '../../runtime/values/entity-id.ts';
import { moneySchema } from '../../runtime/values/money.ts';
import { rejectionReasons } from './domain.ts';

/** What the saga knows, as it stands in its instance's row. */
export const createOrderData = z.object({
  orderId: entityId,
  customerId: entityId,
  orderTotal: moneySchema,
  /** Why it is undone. */
  rejectionReason: z.enum(rejectionReasons).optional(),
});
export type CreateOrderData = z.output<typeof createOrderData>;
