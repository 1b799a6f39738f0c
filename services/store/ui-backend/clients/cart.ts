import * as z from 'zod';
import { remote } from '../../../runtime/http/remote.ts';
import type { Units } from '../domain.ts';
import { answered } from './answered.ts';

const cartShape = z.object({ content: z.record(z.string(), z.int()) });

/** A cart as it was read. */
export interface Cart {
  readonly content: Units;
  /** Null where there is none yet. */
  readonly etag: string | null;
}

/** Rejects with NoAnswerError where the cart is silent. */
export interface Carts {
  read(sessionId: string): Promise<Cart>;
  /** False, and nothing happens, when it is no longer as it was read. */
  write(sessionId: string, read: Cart, content: Units): Promise<boolean>;
  /** Likewise. */
  empty(sessionId: string, read: Cart): Promise<boolean>;
}

const changedMeanwhile = 412;

const service = 'cart';

export function cartsAt(baseUrl: string): Carts {
  const call = remote(service, baseUrl);
  return {
    async read(sessionId) {
      const answer = await call({ method: 'GET', path: pathOf(sessionId) });
      if (answer.status === 404) return { content: new Map(), etag: null };
      const { content } = answered(service, cartShape, answer);
      return { content: new Map(Object.entries(content)), etag: answer.headers.etag ?? null };
    },
    async write(sessionId, read, content) {
      const answer = await call({
        method: 'PUT',
        path: pathOf(sessionId),
        headers: onlyAs(read),
        body: { content: Object.fromEntries(content) },
      });
      if (answer.status === changedMeanwhile) return false;
      answered(service, z.unknown(), answer);
      return true;
    },
    async empty(sessionId, read) {
      const answer = await call({ method: 'DELETE', path: pathOf(sessionId), headers: onlyAs(read) });
      if (answer.status === changedMeanwhile) return false;
      if (answer.status !== 404) answered(service, z.unknown(), answer);
      return true;
    },
  };
}

function pathOf(sessionId: string): string {
  return `/cart/${encodeURIComponent(sessionId)}`;
}

function onlyAs({ etag }: Cart): Record<string, string> {
  return etag === null ? { 'if-none-match': '*' } : { 'if-match': etag };
}
