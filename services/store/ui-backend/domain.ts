import { Money } from '../../runtime/values/money.ts';

/** Units by product id. */
export type Units = ReadonlyMap<string, number>;

export interface Product {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly units: number;
  readonly price: Money;
}

/** Exact: what is charged is what the customer saw. */
export function totalOf(products: readonly Pick<Product, 'units' | 'price'>[]): Money {
  return products.reduce((total, { units, price }) => total.plus(price.times(units)), Money.ofCents(0n));
}

/** The cart with more of a product, or less of it; what is down to nothing is gone. */
export function withUnits(content: Units, changes: Units): Units {
  const changed = new Map(content);
  for (const [productId, units] of changes) {
    const left = (changed.get(productId) ?? 0) + units;
    if (left > 0) changed.set(productId, left);
    else changed.delete(productId);
  }
  return changed;
}

/** What a cart really gives back when so much is to be removed: never more than it holds. */
export function removable(content: Units, wanted: Units): Units {
  return new Map(
    [...wanted].flatMap(([productId, units]) => {
      const removed = Math.min(units, content.get(productId) ?? 0);
      return removed > 0 ? [[productId, removed] as const] : [];
    }),
  );
}
