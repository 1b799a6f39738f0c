import type { Transaction } from '../../../tram/index.ts';
import type { NewProduct } from '../catalogue.ts';

const insertText = `
INSERT INTO products (id, name, description, price, available, stocked)
SELECT id, name, description, price, units, units
FROM unnest($1::text[], $2::text[], $3::text[], $4::numeric[], $5::bigint[]) AS new (id, name, description, price, units)
ORDER BY id
ON CONFLICT (id) DO NOTHING`;

/** Those that are there already stay as they are. */
export async function insertProducts(tx: Transaction, products: readonly NewProduct[]): Promise<void> {
  await tx.query(insertText, [
    products.map(({ id }) => id),
    products.map(({ name }) => name),
    products.map(({ description }) => description),
    products.map(({ price }) => price.toString()),
    products.map(({ units }) => units),
  ]);
}

export async function productIds(tx: Transaction): Promise<readonly string[]> {
  const { rows } = await tx.query<{ id: string }>('SELECT id FROM products ORDER BY id');
  return rows.map(({ id }) => id);
}

const raiseText = `
UPDATE products SET available = target.units - reserved, stocked = target.units + sold
FROM unnest($1::text[], $2::bigint[]) AS target (id, units)
WHERE products.id = target.id AND available + reserved < target.units`;

/** Puts so many units of each on the shelves; where there are more, they stay. The rows are locked. */
export async function raiseStock(tx: Transaction, targets: ReadonlyMap<string, number>): Promise<void> {
  await tx.query(raiseText, [[...targets.keys()], [...targets.values()]]);
}
