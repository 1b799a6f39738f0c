import type { Db } from 'mongodb';
import * as z from 'zod';
import { Answer } from '../../runtime/http/answer.ts';
import { Problem } from '../../runtime/http/problem.ts';
import { route, type Route } from '../../runtime/http/route.ts';
import { requiredText } from '../../runtime/values/text.ts';
import { newMessageId } from '../../tram/index.ts';
import { hostHeader, linkTo, pageQuery, pageShape, selfLink, toPage } from '../hal.ts';
import { type Cart, contentSchema, type Expectation, meets } from './domain.ts';
import { etagOf, expectationOf, preconditions } from './preconditions.ts';
import { deleteCart, findCart, listCarts, patchCart, putCart } from './storage.ts';

const sessionId = requiredText(200);
const params = z.object({ sessionId });
const body = z.object({ content: contentSchema });
const headers = preconditions.extend(hostHeader.shape);
const cartView = z.object({ content: contentSchema, creationDate: z.string(), _links: selfLink });
const noContent = { status: 204, type: 'application/json' } as const;
const problems = { 404: 'No such cart', 412: 'It is not as If-Match or If-None-Match says' };

/** Carts as Spring Data REST shows them, each with an ETag: a writer can say which one it has read. */
export function routes(db: Db): Route[] {
  return [
    route({
      method: 'GET',
      path: '/cart',
      summary: 'List carts, a page at a time',
      query: pageQuery,
      headers: hostHeader,
      response: pageShape('cart', cartView),
      handle: async ({ query: { page, size }, headers: { host } }) => {
        const { found, total } = await listCarts(db, size, page * size);
        const views = found.map((cart) => toView(cart, host));
        return toPage('cart', views, { host, total, page, size });
      },
    }),
    route({
      method: 'POST',
      path: '/cart',
      summary: 'Write a cart, without `id` one of a new session',
      headers: hostHeader,
      body: body.extend({ id: sessionId.optional() }),
      response: cartView,
      success: { status: 201, type: 'application/json' },
      handle: async ({ headers: { host }, body: { id = newMessageId(), content } }) => {
        const written = await putCart(db, id, content, undefined);
        if (!written) throw new Error(`Cart ${id} could not be written`);
        return created(written.cart, host);
      },
    }),
    route({
      method: 'GET',
      path: '/cart/{sessionId}',
      summary: 'Read a cart',
      params,
      headers: hostHeader,
      response: cartView,
      problems: { 404: 'No such cart' },
      handle: async ({ params: { sessionId: id }, headers: { host } }) => {
        const cart = await findCart(db, id);
        if (!cart) throw noSuchCart(id);
        return new Answer(200, { body: toView(cart, host), headers: { etag: etagOf(cart) } });
      },
    }),
    route({
      method: 'PUT',
      path: '/cart/{sessionId}',
      summary: 'Write a cart',
      params,
      headers,
      body,
      response: cartView,
      success: noContent,
      answers: { 201: 'It is new' },
      problems: { 412: problems[412] },
      handle: async ({ params: { sessionId: id }, headers: { host, ...conditions }, body: { content } }) => {
        const written = await putCart(db, id, content, expectationOf(conditions));
        if (!written) throw changed(id);
        const { outcome, cart } = written;
        return outcome === 'created'
          ? created(cart, host)
          : new Answer(204, { headers: { etag: etagOf(cart) } });
      },
    }),
    route({
      method: 'PATCH',
      path: '/cart/{sessionId}',
      summary: 'Set the units of some products',
      params,
      headers: preconditions,
      body,
      response: z.undefined(),
      success: noContent,
      problems,
      handle: ({ params: { sessionId: id }, headers: conditions, body: { content } }) =>
        write(db, id, expectationOf(conditions), (expected) => patchCart(db, id, content, expected)),
    }),
    route({
      method: 'DELETE',
      path: '/cart/{sessionId}',
      summary: 'Empty a cart',
      params,
      headers: preconditions,
      response: z.undefined(),
      success: noContent,
      problems,
      handle: ({ params: { sessionId: id }, headers: conditions }) =>
        write(db, id, expectationOf(conditions), (expected) => deleteCart(db, id, expected)),
    }),
  ];
}

/** A write to a cart that must be there. */
async function write(
  db: Db,
  id: string,
  expected: Expectation,
  work: (expected: Expectation) => Promise<boolean>,
): Promise<undefined> {
  const cart = await findCart(db, id);
  if (!cart) throw noSuchCart(id);
  if (!meets(cart, expected) || !(await work(expected))) throw changed(id);
  return undefined;
}

function created(cart: Cart, host: string) {
  const { href: location } = linkTo(host, 'cart', cart.sessionId);
  return new Answer(201, { body: toView(cart, host), headers: { etag: etagOf(cart), location } });
}

function toView(cart: Cart, host: string): z.input<typeof cartView> {
  const { sessionId: id, content, creationDate } = cart;
  return { content, creationDate: creationDate.toISOString(), _links: { self: linkTo(host, 'cart', id) } };
}

function noSuchCart(id: string): Problem {
  return new Problem(404, `There is no cart of session ${id}`);
}

function changed(id: string): Problem {
  return new Problem(412, `The cart of session ${id} is not as it was read: read it again`);
}
