import * as z from 'zod';
import { plainMoney } from '../../../runtime/values/money.ts';
import { orderFailures } from '../../order/messages.ts';

/** What the backend answers with. */
export const productShape = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  units: z.int(),
  price: plainMoney,
});
export type Product = z.output<typeof productShape>;

/** `units` are those in the cart; the price is null where the product cannot be read at the moment. */
export const cartLineShape = productShape.extend({ price: plainMoney.nullable() });
export type CartLine = z.output<typeof cartLineShape>;

export const orderShape = z.object({
  orderId: z.string(),
  status: z.enum(['PENDING', 'SUCCESS', 'FAILURE']),
  reason: z.enum(orderFailures).nullable(),
  /** The saga's; null where that cannot be read at the moment, or is no longer kept. */
  state: z.string().nullable(),
  /** Null where it cannot be read at the moment. */
  steps: z.record(z.string(), z.string()).nullable(),
  /** Null until the order is written down, and where it cannot be read at the moment. */
  items: z.array(z.object({ name: z.string(), units: z.int(), price: plainMoney })).nullable(),
  total: plainMoney.nullable(),
  /** Services that did not answer, so that something is not known. */
  silent: z.array(z.string()),
});
export type Order = z.output<typeof orderShape>;

export const acceptedShape = z.object({ orderId: z.string() });

export const problemShape = z.object({
  detail: z.string(),
  errors: z.array(z.object({ field: z.string(), rule: z.string() })).optional(),
});
