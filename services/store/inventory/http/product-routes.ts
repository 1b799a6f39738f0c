import type pg from 'pg';
import * as z from 'zod';
import { Answer } from '../../../runtime/http/answer.ts';
import { Problem } from '../../../runtime/http/problem.ts';
import { route, type Route } from '../../../runtime/http/route.ts';
import { inTransaction, type Transaction } from '../../../tram/index.ts';
import { hostHeader, pageQuery, pageShape, toPage } from '../../hal.ts';
import { unitsOnShelves } from '../domain.ts';
import {
  deleteProduct,
  findProduct,
  listProducts,
  lockProduct,
  putProduct,
  type StoredProduct,
} from '../storage/products.ts';
import { itemView, noSuchProduct, productBody, productId, toItemView } from './product-view.ts';

const params = z.object({ id: productId });
const noContent = { status: 204, type: 'text/plain' } as const;

/** The products as Spring Data REST shows them. */
export function productRoutes(pool: pg.Pool): Route[] {
  return [
    route({
      method: 'GET',
      path: '/inventory',
      summary: 'List products by name, a page at a time',
      query: pageQuery,
      headers: hostHeader,
      response: pageShape('inventory', itemView),
      handle: async ({ query: { page, size }, headers: { host } }) => {
        const { products, total } = await listProducts(pool, size, page * size);
        const items = products.map((product) => toItemView(product, host));
        return toPage('inventory', items, { host, total, page, size });
      },
    }),
    route({
      method: 'GET',
      path: '/inventory/{id}',
      summary: 'Read a product',
      params,
      headers: hostHeader,
      response: itemView,
      problems: { 404: 'No such product' },
      handle: async ({ params: { id }, headers: { host } }) => {
        const product = await findProduct(pool, id);
        if (!product) throw noSuchProduct(id);
        return toItemView(product, host);
      },
    }),
    route({
      method: 'PUT',
      path: '/inventory/{id}',
      summary: 'Add or replace a product; its units are those on the shelves, reserved or not',
      params,
      body: productBody,
      response: z.undefined(),
      success: noContent,
      answers: { 201: 'It is new' },
      problems: { 409: 'More units are reserved' },
      handle: ({ params: { id }, body }) =>
        inTransaction(pool, async (tx) =>
          (await put(tx, { ...body, id })) === 'created' ? new Answer(201) : undefined,
        ),
    }),
    route({
      method: 'PATCH',
      path: '/inventory/{id}',
      summary: 'Change some of what a product is',
      params,
      body: productBody.partial(),
      response: z.undefined(),
      success: noContent,
      problems: { 404: 'No such product', 409: 'More units are reserved' },
      handle: ({ params: { id }, body }) =>
        inTransaction(pool, async (tx) => {
          const product = await lockProduct(tx, id);
          if (!product) throw noSuchProduct(id);
          const { name, description, price } = product;
          const units = unitsOnShelves(product);
          await put(tx, { id, name, description, price, units, ...given(body) });
          return undefined;
        }),
    }),
    route({
      method: 'DELETE',
      path: '/inventory/{id}',
      summary: 'Remove a product',
      params,
      response: z.undefined(),
      success: noContent,
      problems: { 404: 'No such product', 409: 'Units of it are reserved' },
      handle: ({ params: { id } }) =>
        inTransaction(pool, async (tx) => {
          if (!(await lockProduct(tx, id))) throw noSuchProduct(id);
          if (!(await deleteProduct(tx, id)))
            throw new Problem(409, `Units of product ${id} are reserved: it cannot be removed`);
          return undefined;
        }),
    }),
  ];
}

async function put(tx: Transaction, product: StoredProduct): Promise<'created' | 'updated'> {
  const outcome = await putProduct(tx, product);
  if (outcome === 'refused')
    throw new Problem(409, `More than ${product.units} units of product ${product.id} are reserved`);
  return outcome;
}

/** What a partial body says. */
function given<T extends object>(body: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
