import type * as z from 'zod';
import { flag, wholeNumber } from '../../runtime/process/env-values.ts';
import { sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { maxProducts } from './catalogue.ts';

const max = 2_147_483_647;

/** T2's names. */
export const inventoryEnv = sqlServiceEnv.extend({
  /** How many products there are to be after a start and after /generate. */
  T2_INVENTORY_SIZE: wholeNumber(0, maxProducts, `set a number from 0 to ${maxProducts}`).default(25),
  T2_INVENTORY_SEED: wholeNumber(0, max, `set a number from 0 to ${max}`).default(5),
  /** Stocks every product with as much as T2 can count. */
  T2_INVENTORY_SET_UNITS_TO_MAX: flag('set true or false').default(false),
  /** So many seconds after its last renewal a reservation expires; 0 or less: never. */
  T2_INVENTORY_TTL: wholeNumber(-max, max, 'set seconds; 0 or less: reservations never expire').default(0),
  /** Every so many milliseconds what is to expire is looked for; 0 or less: never. */
  T2_INVENTORY_TASKRATE: wholeNumber(
    -max,
    max,
    'set milliseconds; 0 or less: reservations never expire',
  ).default(0),
});
export type InventoryEnv = z.output<typeof inventoryEnv>;
