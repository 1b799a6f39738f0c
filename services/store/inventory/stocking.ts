import type pg from 'pg';
import { inTransaction } from '../../tram/index.ts';
import { catalogue, maxProducts, mostUnits } from './catalogue.ts';
import { lockProducts } from './storage/products.ts';
import { insertProducts, productIds, raiseStock } from './storage/stock.ts';

export interface StockingOptions {
  readonly seed: number;
  /** How many products there are to be. */
  readonly size: number;
  /** Whether there is to be as much of each as can be counted. */
  readonly toMax: boolean;
}

export interface Stocking {
  /** Adds products until there are `size`; resolves with how many there are. */
  generate(): Promise<number>;
  /** Fills the shelves again; nothing is ever taken off them. Resolves with the number of products. */
  restock(): Promise<number>;
}

/** For products that are in no catalogue: as much as any other has at most. */
const usualUnits = 541;

export function stocking(pool: pg.Pool, { seed, size, toMax }: StockingOptions): Stocking {
  return {
    generate: () =>
      inTransaction(pool, async (tx) => {
        const known = new Set(await productIds(tx));
        const missing = catalogue(seed, size)
          .filter(({ id }) => !known.has(id))
          .slice(0, Math.max(0, size - known.size));
        await insertProducts(
          tx,
          missing.map((product) => (toMax ? { ...product, units: mostUnits } : product)),
        );
        return known.size + missing.length;
      }),
    restock: () =>
      inTransaction(pool, async (tx) => {
        const ids = await productIds(tx);
        await lockProducts(tx, ids);
        const units = new Map(catalogue(seed, maxProducts).map((product) => [product.id, product.units]));
        await raiseStock(
          tx,
          new Map(ids.map((id) => [id, toMax ? mostUnits : (units.get(id) ?? usualUnits)])),
        );
        return ids.length;
      }),
  };
}
