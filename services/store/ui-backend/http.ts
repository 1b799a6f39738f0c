import * as z from 'zod';
import { Problem } from '../../runtime/http/problem.ts';
import { NoAnswerError } from '../../runtime/http/remote.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import type { Log } from '../../runtime/log.ts';
import { type Changed, changeCart } from './change-cart.ts';
import type { Carts } from './clients/cart.ts';
import type { Inventory } from './clients/inventory.ts';
import type { Orchestrator } from './clients/orchestrator.ts';
import type { Orders } from './clients/orders.ts';
import { confirm } from './confirm.ts';
import type { Product } from './domain.ts';
import { orderStatus } from './order-status.ts';
import { cartChange, cartLineView, confirmRequest, orderView, productView } from './shapes.ts';

export interface Backends {
  readonly inventory: Inventory;
  readonly carts: Carts;
  readonly orchestrator: Orchestrator;
  readonly orders: Orders;
  readonly log: Log;
}

const silent = { 503: 'A service that is needed is silent' };
const params = z.object({ sessionId: z.string() });

export function routes(backends: Backends): Route[] {
  const { inventory, carts } = backends;
  return [
    route({
      method: 'GET',
      path: '/products',
      summary: 'All products; units are those in stock',
      response: z.array(productView),
      problems: silent,
      handle: async () => (await inventory.products()).map(toView),
    }),
    route({
      method: 'GET',
      path: '/products/{productId}',
      summary: 'Read a product',
      params: z.object({ productId: z.string() }),
      response: productView,
      problems: { 404: 'No such product', ...silent },
      handle: async ({ params: { productId } }) => {
        const product = await inventory.product(productId);
        if (!product) throw new Problem(404, `There is no product ${productId}`);
        return toView(product);
      },
    }),
    route({
      method: 'GET',
      path: '/cart/{sessionId}',
      summary: 'What is in the cart; units are those in the cart',
      params,
      response: z.array(cartLineView),
      problems: silent,
      handle: async ({ params: { sessionId } }) => {
        const { content } = await carts.read(sessionId);
        return Promise.all([...content].map(([productId, units]) => cartLine(inventory, productId, units)));
      },
    }),
    route({
      method: 'POST',
      path: '/cart/{sessionId}',
      summary:
        'Add units of products, which reserves them, or remove some (below zero); answers with those added',
      params,
      body: cartChange,
      response: z.array(productView),
      problems: { 409: 'Not everything could be reserved; the rest is in the cart', ...silent },
      handle: async ({ params: { sessionId }, body }) => {
        const changed = await changeCart(backends, sessionId, new Map(Object.entries(body)));
        if (changed.refused.length > 0) throw notAllReserved(changed);
        return changed.added.map(toView);
      },
    }),
    route({
      method: 'POST',
      path: '/confirm',
      summary: 'Order what is in the cart; the order is PENDING until its saga has decided',
      body: confirmRequest,
      response: z.object({ orderId: z.string() }),
      problems: { 409: 'The cart is empty, or holds what is not sold any more', ...silent },
      handle: async ({ body }) => ({ orderId: await confirm(backends, body) }),
    }),
    route({
      method: 'GET',
      path: '/orders/{orderId}',
      summary: 'What has become of an order',
      params: z.object({ orderId: z.string() }),
      response: orderView,
      problems: { 404: 'No such order', ...silent },
      handle: async ({ params: { orderId } }) => {
        const found = await orderStatus(backends, orderId);
        if (!found) throw new Problem(404, `There is no order ${orderId}`);
        const { total, items, silent: unheard, ...rest } = found;
        return {
          orderId,
          ...rest,
          items: items?.map((item) => ({ ...item, price: item.price.amount })) ?? null,
          total: total?.amount ?? null,
          silent: [...unheard],
        };
      },
    }),
  ];
}

function toView({ price, ...product }: Product): z.input<typeof productView> {
  return { ...product, price: price.amount };
}

async function cartLine(
  inventory: Inventory,
  id: string,
  units: number,
): Promise<z.input<typeof cartLineView>> {
  const unreadable = {
    id,
    name: id,
    description: 'This product cannot be read at the moment',
    units,
    price: null,
  };
  try {
    const product = await inventory.product(id);
    return product ? { ...toView(product), units } : unreadable;
  } catch (error) {
    if (error instanceof NoAnswerError) return unreadable;
    throw error;
  }
}

function notAllReserved({ added, refused }: Changed): Problem {
  const rest = added.length > 0 ? `; in the cart is ${added.map(({ name }) => name).join(', ')}` : '';
  return new Problem(409, `${refused.map(({ why }) => why).join('; ')}${rest}`, {
    errors: refused.map(({ productId, units, why }) => ({
      field: `content.${productId}`,
      value: units,
      rule: why,
    })),
  });
}
