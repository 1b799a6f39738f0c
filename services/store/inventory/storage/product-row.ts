import { Money } from '../../../runtime/values/money.ts';
import type { Product } from '../domain.ts';

/** As pg gives them: bigint and numeric as text, so that nothing is rounded. */
export interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly price: string;
  readonly available: string;
  readonly reserved: string;
  readonly sold: string;
}

export function toProduct({ price, available, reserved, sold, ...rest }: ProductRow): Product {
  const { id, name, description } = rest;
  return {
    id,
    name,
    description,
    price: Money.parse(price),
    available: Number(available),
    reserved: Number(reserved),
    sold: Number(sold),
  };
}
