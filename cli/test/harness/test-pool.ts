import pg from 'pg';

/** Without listeners a connection that a server ends while it stops would end the process, `end()` of the pool or not. */
export function testPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options);
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
