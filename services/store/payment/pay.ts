import type pg from 'pg';
import type { Log } from '../../runtime/log.ts';
import { inTransaction, UnprocessableMessageError } from '../../tram/index.ts';
import type { Money } from '../../runtime/values/money.ts';
import { type Card, openCard } from '../card-seal.ts';
import type { Asked } from './ask-provider.ts';
import { stateOf } from './domain.ts';
import type { Charge, Provider } from './provider.ts';
import { decide, decideUnsent, noteAsked } from './storage.ts';

export interface PayDeps {
  readonly pool: pg.Pool;
  readonly cardKey: Buffer;
  /** Undefined where there is no provider, and every payment succeeds. */
  readonly provider: Provider | undefined;
  readonly ask: (charge: Charge) => Promise<Asked>;
  readonly log: Log;
}

export interface PaymentRequest {
  readonly orderId: string;
  /** Sealed. */
  readonly card: string;
  readonly total: Money;
}

/**
 * Has an order paid, and writes down what became of it. Two transactions, and none while the provider is waited for: a crash
 * between them leaves the row `asked`, and whoever comes again asks by the same key. Where the provider is silent to the
 * end the row stays `asked` too: nobody may say then that nothing was charged.
 */
export async function pay(deps: PayDeps, { orderId, card: sealed, total }: PaymentRequest): Promise<void> {
  const { pool, cardKey, provider, ask, log } = deps;
  const card = opened(sealed, cardKey);
  const payment = await inTransaction(pool, (tx) => noteAsked(tx, orderId, total));
  if (payment.state !== 'asked') return;

  if (!provider) return inTransaction(pool, (tx) => decide(tx, orderId, 'charged'));
  const asked = await ask({ key: orderId, card, total: payment.total });
  if (asked === 'unsent' && (await inTransaction(pool, (tx) => decideUnsent(tx, orderId)))) return;
  const settled = asked === 'unsent' || asked === 'unsettled' ? await provider.settle(orderId) : asked;
  if (settled) await inTransaction(pool, (tx) => decide(tx, orderId, stateOf(settled)));
  else log.warn({ orderId }, 'The payment provider does not say what became of a payment');
}

function opened(sealed: string, key: Buffer): Card {
  try {
    return openCard(sealed, key);
  } catch {
    // The cause may quote what it could not read.
    throw new UnprocessableMessageError(
      'The card cannot be opened: it was sealed with another CARD_KEY, or changed',
    );
  }
}
