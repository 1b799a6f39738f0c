import type { EntityId } from '../../runtime/values/entity-id.ts';
import type { Money } from '../../runtime/values/money.ts';

export interface CustomerDetails {
  readonly name: string;
  readonly creditLimit: Money;
}

export interface Customer extends CustomerDetails {
  readonly id: EntityId;
}

/** What a customer may spend, and what is spoken for by other orders. */
export interface Credit {
  readonly limit: Money;
  readonly reserved: Money;
}

export type CreditDecision = 'CustomerCreditReserved' | 'CustomerCreditLimitExceeded' | 'CustomerNotFound';

/** `credit` is undefined when there is no such customer. An order may use the credit up to the last cent. */
export function decideCredit(credit: Credit | undefined, orderTotal: Money): CreditDecision {
  if (!credit) return 'CustomerNotFound';
  return credit.reserved.plus(orderTotal).isAtMost(credit.limit)
    ? 'CustomerCreditReserved'
    : 'CustomerCreditLimitExceeded';
}
