import { NoAnswerError } from '../../../runtime/http/remote.ts';
import type { Money } from '../../../runtime/values/money.ts';
import type { Cart, Carts } from '../clients/cart.ts';
import type { Inventory } from '../clients/inventory.ts';
import type { Product } from '../domain.ts';

interface Stocked {
  readonly units: number;
  readonly price: Money;
}

/** An inventory that keeps its word, of one session. */
export function memoryInventory(stock: Readonly<Record<string, Stocked>>) {
  const reserved = new Map<string, number>();
  const silent = new Set<string>();
  const losing = new Set<string>();
  const productOf = (id: string): Product | undefined => {
    const stocked = stock[id];
    return stocked && { id, name: id, description: `very nice ${id}`, ...stocked };
  };
  const heard = (id: string) => {
    if (silent.has(id)) throw new NoAnswerError('inventory', 'down');
  };
  const inventory: Inventory = {
    products: async () => Object.keys(stock).flatMap((id) => productOf(id) ?? []),
    product: async (id) => {
      heard(id);
      return productOf(id);
    },
    reserve: async (_session, id, units) => {
      heard(id);
      const product = productOf(id);
      const left = (product?.units ?? 0) - (reserved.get(id) ?? 0);
      if (!product || units > left) return { outcome: 'refused', why: `Only ${left} of ${id} is left` };
      reserved.set(id, (reserved.get(id) ?? 0) + units);
      if (losing.delete(id)) throw new NoAnswerError('inventory', 'the connection broke');
      return { outcome: 'reserved', product: { ...product, units: left - units } };
    },
    reserved: async (_session, id) => reserved.get(id) ?? 0,
    release: async (_session, id, units) => {
      const left = (reserved.get(id) ?? 0) - units;
      if (left > 0) reserved.set(id, left);
      else reserved.delete(id);
    },
  };
  return {
    ...inventory,
    allReserved: () => Object.fromEntries(reserved),
    silentFor: (id: string) => void silent.add(id),
    /** The next reservation of it is made, and nobody hears of it. */
    loseAnswerFor: (id: string) => void losing.add(id),
  };
}

/** Carts with a version each, as their service keeps them. */
export function memoryCarts() {
  const carts = new Map<string, { content: Map<string, number>; version: number }>();
  let silent = false;
  let lost: { readonly thenSilent: boolean } | undefined;
  let unreadable = false;
  let intruder: (() => void) | undefined;
  const read = (sessionId: string): Cart => {
    const cart = carts.get(sessionId);
    return { content: new Map(cart?.content), etag: cart ? `"${cart.version}"` : null };
  };
  const put = (sessionId: string, content: ReadonlyMap<string, number>) => {
    const version = (carts.get(sessionId)?.version ?? 0) + 1;
    carts.set(sessionId, { content: new Map(content), version });
  };
  const isAsRead = (sessionId: string, { etag }: Cart) => {
    if (silent) throw new NoAnswerError('cart', 'down');
    intruder?.();
    intruder = undefined;
    return read(sessionId).etag === etag;
  };
  const service: Carts = {
    read: async (sessionId) => {
      if (unreadable) throw new NoAnswerError('cart', 'down');
      return read(sessionId);
    },
    write: async (sessionId, known, content) => {
      if (!isAsRead(sessionId, known)) return false;
      put(sessionId, content);
      if (!lost) return true;
      unreadable = lost.thenSilent;
      lost = undefined;
      throw new NoAnswerError('cart', 'the connection broke');
    },
    empty: async (sessionId, known) => isAsRead(sessionId, known) && (carts.delete(sessionId) || true),
  };
  return {
    ...service,
    content: (sessionId: string) => Object.fromEntries(read(sessionId).content),
    fallSilent: () => {
      silent = true;
    },
    /** The next write is made, and its answer is lost; the cart may be silent from then on. */
    loseNextAnswer: (then: { readonly thenSilent: boolean } = { thenSilent: false }) => {
      lost = then;
    },
    /** Somebody else adds these just before the next change arrives. */
    changeBeforeNextWrite: (sessionId: string, more: Readonly<Record<string, number>>) => {
      intruder = () => {
        const { content } = read(sessionId);
        put(sessionId, new Map([...content, ...Object.entries(more)]));
      };
    },
  };
}
