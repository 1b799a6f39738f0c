import { Decimal128 } from 'mongodb';
import { Money } from '../values/money.ts';

/** A double where that prints the same digits again (any amount below 2^53 cents), else a Decimal128: exact either way. */
type StoredAmount = number | Decimal128;

export interface StoredMoney {
  readonly amount: StoredAmount;
}

export function toStoredMoney(money: Money): StoredMoney {
  const { amount } = money;
  return { amount: typeof amount === 'number' ? amount : Decimal128.fromString(money.toString()) };
}

export function fromStoredMoney({ amount }: StoredMoney): Money {
  return Money.parse(amount.toString());
}
