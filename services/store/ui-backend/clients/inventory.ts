import * as z from 'zod';
import { remote } from '../../../runtime/http/remote.ts';
import { plainMoney } from '../../../runtime/values/money.ts';
import type { Product } from '../domain.ts';
import { answered, detailOf } from './answered.ts';

const link = z.object({ href: z.string() });

/** As T2's inventory has it: a product's id stands in the link to itself only. */
const item = z.object({
  name: z.string(),
  description: z.string(),
  units: z.int(),
  price: plainMoney,
  _links: z.object({ self: link }),
});

const page = z.object({
  _embedded: z.object({ inventory: z.array(item) }).optional(),
  _links: z.object({ next: link.optional() }),
});

type Page = z.output<typeof page>;

const reserved = item.omit({ _links: true }).extend({ id: z.string() });

export type Reservation =
  | { readonly outcome: 'reserved'; readonly product: Product }
  | { readonly outcome: 'refused'; readonly why: string };

/** Rejects with NoAnswerError where the inventory is silent. */
export interface Inventory {
  /** All of them, page by page. */
  products(): Promise<readonly Product[]>;
  /** Undefined where there is no such product. */
  product(productId: string): Promise<Product | undefined>;
  /** More units for the session; `refused` where there is no such product, or not so many are left. */
  reserve(sessionId: string, productId: string, units: number): Promise<Reservation>;
  /** How many units the session has reserved. */
  reserved(sessionId: string, productId: string): Promise<number>;
  /** Units that the session has reserved can be had by others again. */
  release(sessionId: string, productId: string, units: number): Promise<void>;
}

const service = 'inventory';

export function inventoryAt(baseUrl: string): Inventory {
  const call = remote(service, baseUrl);
  return {
    async products() {
      const products: Product[] = [];
      let path: string | undefined = '/inventory';
      while (path !== undefined) {
        const { _embedded, _links }: Page = answered(service, page, await call({ method: 'GET', path }));
        products.push(...(_embedded?.inventory ?? []).map(toProduct));
        path = _links.next && pathOf(_links.next.href, baseUrl);
      }
      return products;
    },
    async product(productId) {
      const answer = await call({ method: 'GET', path: `/inventory/${encodeURIComponent(productId)}` });
      return answer.status === 404 ? undefined : toProduct(answered(service, item, answer));
    },
    async reserve(sessionId, productId, units) {
      const body = { productId, sessionId, units };
      const answer = await call({ method: 'POST', path: '/inventory/reservation', body });
      if (answer.status >= 400 && answer.status < 500)
        return { outcome: 'refused', why: detailOf(answer) ?? `answered with ${answer.status}` };
      return { outcome: 'reserved', product: answered(service, reserved, answer) };
    },
    async reserved(sessionId, productId) {
      const path = `/inventory/reservation/${encodeURIComponent(sessionId)}/${encodeURIComponent(productId)}`;
      return answered(service, z.object({ units: z.int() }), await call({ method: 'GET', path })).units;
    },
    async release(sessionId, productId, units) {
      const body = { productId, sessionId, units };
      answered(service, z.unknown(), await call({ method: 'POST', path: '/inventory/release', body }));
    },
  };
}

function toProduct({ _links, ...rest }: z.output<typeof item>): Product {
  return { id: decodeURIComponent(_links.self.href.split('/').at(-1) ?? ''), ...rest };
}

/** Links may name the host by which somebody else knows it. */
function pathOf(href: string, baseUrl: string): string {
  const { pathname, search } = new URL(href, baseUrl);
  return pathname + search;
}
