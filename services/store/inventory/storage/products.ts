import type pg from 'pg';
import type { Transaction } from '../../../tram/index.ts';
import type { Product, ProductDetails } from '../domain.ts';
import { requestId } from './request-id.ts';
import { type ProductRow, toProduct } from './product-row.ts';

// Statements have names: PostgreSQL then parses and plans each once per connection, not at every use.

export async function findProduct(pool: pg.Pool, id: string): Promise<Product | undefined> {
  const { rows } = await pool.query<ProductRow>({
    name: 'find-product',
    text: 'SELECT * FROM products WHERE id = $1',
    values: [id],
  });
  return rows.map(toProduct)[0];
}

/** By name, and how many there are in all. */
export async function listProducts(
  pool: pg.Pool,
  limit: number,
  offset: number,
): Promise<{ readonly products: readonly Product[]; readonly total: number }> {
  const [{ rows }, counted] = await Promise.all([
    pool.query<ProductRow>({
      name: 'list-products',
      text: 'SELECT * FROM products ORDER BY name, id LIMIT $1 OFFSET $2',
      values: [limit, offset],
    }),
    pool.query<{ total: string }>({ name: 'count-products', text: 'SELECT count(*) AS total FROM products' }),
  ]);
  return { products: rows.map(toProduct), total: Number(counted.rows[0]?.total ?? 0) };
}

export async function lockProduct(tx: Transaction, id: string): Promise<Product | undefined> {
  const { rows } = await tx.query<ProductRow>({
    name: 'lock-product',
    text: 'SELECT * FROM products WHERE id = $1 FOR NO KEY UPDATE',
    values: [id],
  });
  return rows.map(toProduct)[0];
}

/** In the order in which everyone locks several, so that nobody waits for each other. */
export async function lockProducts(tx: Transaction, ids: readonly string[]): Promise<void> {
  await tx.query({
    name: 'lock-products',
    text: 'SELECT FROM products WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE',
    values: [ids],
  });
}

export interface StoredProduct extends ProductDetails {
  readonly id: string;
  /** On the shelves. */
  readonly units: number;
}

const putText = `
INSERT INTO products AS old (id, name, description, price, available, stocked, changed_for) VALUES ($1, $2, $3, $4, $5, $5, $6)
ON CONFLICT (id) DO UPDATE SET
  name = excluded.name, description = excluded.description, price = excluded.price,
  available = excluded.available - old.reserved, stocked = excluded.available + old.sold,
  changed_for = excluded.changed_for
WHERE excluded.available >= old.reserved
RETURNING xmax = 0 AS created`;

/** 'refused', and nothing is stored, where more units are reserved than there would be. */
export async function putProduct(
  tx: Transaction,
  { id, name, description, price, units }: StoredProduct,
): Promise<'created' | 'updated' | 'refused'> {
  const { rows } = await tx.query<{ created: boolean }>({
    name: 'put-product',
    text: putText,
    values: [id, name, description, price.toString(), units, requestId()],
  });
  const [row] = rows;
  if (!row) return 'refused';
  return row.created ? 'created' : 'updated';
}

/** False where it is reserved by someone. */
export async function deleteProduct(tx: Transaction, id: string): Promise<boolean> {
  const { rowCount } = await tx.query('DELETE FROM products WHERE id = $1 AND reserved = 0', [id]);
  return rowCount === 1;
}
