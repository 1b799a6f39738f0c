import * as z from 'zod';
import { plainMoney } from '../../runtime/values/money.ts';
import { requiredText } from '../../runtime/values/text.ts';
import { orderFailures } from '../order/messages.ts';

/** JSON of this API: T2's where T2 has it. */
export const productView = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  units: z.int(),
  price: plainMoney,
});

/** The price is null where the product cannot be read: nothing is left out of a cart. */
export const cartLineView = productView.extend({ price: plainMoney.nullable() });

const units = z.record(z.string(), z.int().min(-1_000_000).max(1_000_000));

/** `{"content": {"<id>": n}}`, or the bare `{"<id>": n}`. */
export const cartChange = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && 'content' in body ? body.content : body),
  units,
);

export const confirmRequest = z.object({
  cardNumber: requiredText(50),
  cardOwner: requiredText(200),
  checksum: requiredText(20),
  sessionId: requiredText(200),
});

export const orderView = z.object({
  orderId: z.string(),
  status: z.enum(['PENDING', 'SUCCESS', 'FAILURE']),
  reason: z.enum(orderFailures).nullable(),
  state: z.string().nullable(),
  steps: z.record(z.string(), z.string()).nullable(),
  items: z
    .array(z.object({ productId: z.string(), name: z.string(), units: z.int(), price: plainMoney }))
    .nullable(),
  total: plainMoney.nullable(),
  silent: z.array(z.string()),
});
