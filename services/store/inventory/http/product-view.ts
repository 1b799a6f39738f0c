import * as z from 'zod';
import { Problem } from '../../../runtime/http/problem.ts';
import { plainMoney } from '../../../runtime/values/money.ts';
import { requiredText } from '../../../runtime/values/text.ts';
import { fieldName } from '../../field-name.ts';
import { linkTo, selfLink } from '../../hal.ts';
import { type Product, unitsOnShelves } from '../domain.ts';
import { mostUnits } from '../catalogue.ts';

/** No product that no cart could hold. */
export const productId = fieldName;
export const units = z.int().min(0, 'must be 0 or more').max(mostUnits);

export const productBody = z.object({
  name: requiredText(200),
  description: requiredText(2_000),
  /** On the shelves, reserved ones too. */
  units,
  price: plainMoney,
});

/** T2's item, and its id, and how many of its units nobody has reserved. */
export const itemView = productBody.extend({ id: z.string(), available: z.int(), _links: selfLink });

export function toItemView(product: Product, host: string): z.input<typeof itemView> {
  const { id, name, description, price, available } = product;
  return {
    id,
    name,
    description,
    units: unitsOnShelves(product),
    price: price.amount,
    available,
    _links: { self: linkTo(host, 'inventory', id) },
  };
}

/** T2's answer to a reservation: a product whose `units` are those that are still available. */
export const reservedView = productBody.extend({ id: z.string() });

export function toReservedView({
  id,
  name,
  description,
  price,
  available,
}: Product): z.input<typeof reservedView> {
  return { id, name, description, units: available, price: price.amount };
}

export function noSuchProduct(id: string): Problem {
  return new Problem(404, `There is no product ${id}`);
}
