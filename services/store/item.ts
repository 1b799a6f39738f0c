import * as z from 'zod';
import { moneySchema } from '../runtime/values/money.ts';

/** Units of a product, at the price at which an order claimed them. */
export const itemSchema = z.object({
  productId: z.string().min(1),
  name: z.string(),
  units: z.int().min(1),
  price: moneySchema,
});
export type Item = z.output<typeof itemSchema>;
