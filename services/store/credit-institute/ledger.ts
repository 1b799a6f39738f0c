import type { Money } from '../../runtime/values/money.ts';

/** What is known by a key. `charged`, `refused` and `cancelled` are for good. */
export interface Payment {
  readonly key: string;
  readonly state: 'pending' | 'charged' | 'refused' | 'cancelled';
  /** Null where it was cancelled before it was asked for. */
  readonly total: Money | null;
  /** How often it was asked for. */
  readonly asked: number;
}

/** Payments by their idempotency keys: however often one is asked for, it is charged at most once. No card is remembered. */
export class Ledger {
  readonly #payments = new Map<string, Payment>();
  /** Keys of what is charged, the oldest charge first: no page changes once it is full. */
  readonly #charged: string[] = [];

  find(key: string): Payment | undefined {
    return this.#payments.get(key);
  }

  /** Of all charges, in the order in which they were made, up to `limit` after the first `offset`; and how many there are. */
  charges(limit: number, offset: number): { readonly charges: readonly Payment[]; readonly total: number } {
    const keys = this.#charged.slice(offset, offset + limit);
    return { charges: keys.flatMap((key) => this.find(key) ?? []), total: this.#charged.length };
  }

  /** Notes that it is asked for once more. */
  ask(key: string, total: Money): Payment {
    const known = this.#payments.get(key) ?? { key, state: 'pending', total, asked: 0 };
    return this.#put({ ...known, asked: known.asked + 1 });
  }

  /** Nothing changes what is settled. */
  settle(key: string, state: 'charged' | 'refused' | 'cancelled'): Payment {
    const known = this.#payments.get(key) ?? { key, state: 'pending', total: null, asked: 0 };
    if (known.state !== 'pending') return known;
    if (state === 'charged') this.#charged.push(key);
    return this.#put({ ...known, state });
  }

  #put(payment: Payment): Payment {
    this.#payments.set(payment.key, payment);
    return payment;
  }
}
