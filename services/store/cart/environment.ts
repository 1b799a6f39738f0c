import type * as z from 'zod';
import { wholeNumber } from '../../runtime/process/env-values.ts';
import { mongoServiceEnv } from '../../runtime/process/service-env.ts';

const max = 2_147_483_647;

/** T2's names. */
export const cartEnv = mongoServiceEnv.extend({
  /** So many seconds after it was last written a cart expires; 0 or less: never. */
  T2_CART_TTL: wholeNumber(-max, max, 'set seconds; 0 or less: carts never expire').default(0),
  /** Every so many milliseconds carts that are to expire are looked for; 0 or less: never. */
  T2_CART_TASKRATE: wholeNumber(-max, max, 'set milliseconds; 0 or less: carts never expire').default(0),
});
export type CartEnv = z.output<typeof cartEnv>;
