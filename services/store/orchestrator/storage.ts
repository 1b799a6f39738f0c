import type pg from 'pg';
import { parseJson } from '../../tram/index.ts';
import { type CheckoutData, checkoutData } from './checkout-data.ts';
import { checkoutSaga } from './checkout-saga.ts';

export interface Checkout {
  /** The name of the step under way, `undo <step>`, or COMPLETED, COMPENSATED, FAILED. */
  readonly state: string;
  /** Name -> sent, done, refused, undone ... of those that were begun. */
  readonly steps: Readonly<Record<string, string>>;
  readonly data: CheckoutData;
}

interface InstanceRow {
  readonly state: string;
  readonly steps: Readonly<Record<string, string>>;
  readonly saga_data_json: string;
}

export async function findCheckout(pool: pg.Pool, sagaId: string): Promise<Checkout | undefined> {
  const { rows } = await pool.query<InstanceRow>(
    'SELECT state, steps::json AS steps, saga_data_json FROM saga_instance WHERE saga_type = $1 AND saga_id = $2',
    [checkoutSaga.type, sagaId],
  );
  return rows.map(({ state, steps, saga_data_json }) => ({
    state,
    steps,
    data: checkoutData.parse(parseJson(saga_data_json)),
  }))[0];
}
