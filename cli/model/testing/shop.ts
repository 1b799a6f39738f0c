import { shopWith, type TestRule } from '../../test/harness/shop-system.ts';
import type { RowChange } from '../observation.ts';
import type { InvariantResult } from '../verdict.ts';
import { resultOf } from './proof.ts';
import { insert } from './rows.ts';
import { World } from './world.ts';

/** What happens in the shop after one request. */
export class Shop {
  readonly world: World;
  readonly cause;
  #payments = 0;

  constructor(rule: TestRule) {
    this.world = new World(shopWith(rule));
    this.cause = this.world.request('orders', 'POST', '/orders', 201);
  }

  /** All that was there before: nothing. */
  read(): this {
    this.world.readBefore();
    return this;
  }

  /** Order 7 over 40.00. */
  order(state: string): this {
    const row = { id: '7', state, total: '40.00', most: '100.00', paid: 't', note: null, sku: '007' };
    return this.commit('orders-db', [insert('orders', row)]);
  }

  /** For order 7. */
  payment(state: string, amount = '40.00'): this {
    this.#payments += 1;
    const row = { id: `${this.#payments}`, order_id: '7', state, amount };
    return this.commit('pay-db', [insert('payments', row)]);
  }

  commit(database: string, rows: readonly RowChange[]): this {
    const payload = { orderId: 7, total: 40 };
    const events = [{ aggregate: 'orders', id: 7, type: 'Moved', payload }];
    this.world.commit(database, { cause: this.cause, rows, events });
    return this;
  }

  result(): InvariantResult {
    return resultOf(this.world, 'rule', [this.cause.correlation]);
  }
}
