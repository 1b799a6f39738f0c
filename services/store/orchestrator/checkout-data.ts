import * as z from 'zod';
import { moneySchema } from '../../runtime/values/money.ts';
import { itemSchema } from '../item.ts';
import { orderFailures } from '../order/messages.ts';

/** What the saga knows, as it stands in its instance's row. */
export const checkoutData = z.object({
  sessionId: z.string(),
  total: moneySchema,
  /** Sealed (`card-seal.ts`). */
  card: z.string(),
  /** As they were wished, where that was said; as they are, once they are claimed. */
  items: z.array(itemSchema).default([]),
  /** The order is written down. */
  created: z.boolean().default(false),
  /** Known once it was charged. */
  paymentId: z.string().optional(),
  /** Why it is undone. */
  reason: z.enum(orderFailures).optional(),
});
export type CheckoutData = z.output<typeof checkoutData>;
