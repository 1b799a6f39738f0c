import * as z from 'zod';
import { NoAnswerError, type Remote, remote, type RemoteRequest } from '../../../runtime/http/remote.ts';
import { MaybeOrderedError } from './maybe-ordered.ts';
import { Refused } from './refused.ts';
import {
  acceptedShape,
  type CartLine,
  cartLineShape,
  type Order,
  orderShape,
  problemShape,
  type Product,
  productShape,
} from './shapes.ts';

export interface Card {
  readonly cardOwner: string;
  readonly cardNumber: string;
  readonly checksum: string;
}

/** A confirmation waits for four services one after another, each of which may take 2 s. */
const confirmLimitMs = 10_000;

/** The API that the shop's pages are made of. Rejects with Refused for a problem, NoAnswerError for silence. */
export interface Backend {
  products(): Promise<readonly Product[]>;
  cart(sessionId: string): Promise<readonly CartLine[]>;
  /** Units to add; below zero: to remove. Resolves with what was added. */
  change(sessionId: string, productId: string, units: number): Promise<readonly Product[]>;
  /** Resolves with the id of the order, which is not decided yet. Rejects with MaybeOrderedError where that is not known. */
  confirm(sessionId: string, card: Card): Promise<string>;
  order(orderId: string): Promise<Order>;
}

export function backendAt(baseUrl: string): Backend {
  const call = remote('ui-backend', baseUrl);
  const callToConfirm = remote('ui-backend', baseUrl, confirmLimitMs);
  return {
    products: () => ask(call, { method: 'GET', path: '/products' }, z.array(productShape)),
    cart: (sessionId) => ask(call, { method: 'GET', path: cartPath(sessionId) }, z.array(cartLineShape)),
    change: (sessionId, productId, units) =>
      ask(
        call,
        { method: 'POST', path: cartPath(sessionId), body: { content: { [productId]: units } } },
        z.array(productShape),
      ),
    async confirm(sessionId, card) {
      const request = { method: 'POST', path: '/confirm', body: { ...card, sessionId } } as const;
      try {
        return (await ask(callToConfirm, request, acceptedShape)).orderId;
      } catch (error) {
        // Above 499 it is the backend that does not know, as when the orchestrator was silent.
        const unknown = error instanceof NoAnswerError || (error instanceof Refused && error.status >= 500);
        throw unknown ? new MaybeOrderedError(error) : error;
      }
    },
    order: (orderId) =>
      ask(call, { method: 'GET', path: `/orders/${encodeURIComponent(orderId)}` }, orderShape),
  };
}

async function ask<S extends z.ZodType>(
  call: Remote,
  request: RemoteRequest,
  shape: S,
): Promise<z.output<S>> {
  const { status, body } = await call(request);
  if (status < 300) return shape.parse(body);
  const problem = problemShape.safeParse(body);
  throw new Refused(status, problem.success ? problem.data : { detail: `The shop answered ${status}` });
}

function cartPath(sessionId: string): string {
  return `/cart/${encodeURIComponent(sessionId)}`;
}
