import type { Money } from '../../runtime/values/money.ts';

/** What the provider says is settled, for good: it will never say otherwise by the same key. */
export type Settled = 'charged' | 'refused' | 'cancelled';

/**
 * `asked`: the provider may have been asked, and nobody knows yet what became of it. `unavailable`: it is certain that nothing was
 * charged, nor ever will be.
 */
export const paymentStates = ['asked', 'charged', 'refused', 'unavailable'] as const;
export type PaymentState = (typeof paymentStates)[number];

export interface Payment {
  readonly id: string;
  readonly orderId: string;
  readonly state: PaymentState;
  readonly total: Money;
  /** How many deliveries of the command have set out to ask the provider. */
  readonly asks: number;
}

export function stateOf(settled: Settled): PaymentState {
  return settled === 'cancelled' ? 'unavailable' : settled;
}

/** Waits before the second try, the third, ...: each twice as long. */
export function waitMs(firstMs: number, attempt: number): number {
  return firstMs * 2 ** (attempt - 2);
}
