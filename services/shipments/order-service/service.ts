import { serve } from '../../runtime/http/serve.ts';
import { createTables } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import type { WebDeps } from '../../runtime/process/service-deps.ts';
import { healthRoute } from '../health-route.ts';
import type { OrderEnv } from './environment.ts';
import { routes } from './http.ts';
import { tables } from './tables.ts';

/** Knows no broker: its outbox is read by the relay. Resolves with its port once it serves. */
export async function startOrderService(deps: WebDeps, env: OrderEnv): Promise<number> {
  const pool = openPool(env.DATABASE_URL, deps.name, deps.log, { logStatements: env.SQL_LOG === true });
  await deps.resources.add('database', () => pool.end());
  await createTables(pool, tables);
  const { port, health } = await serve(
    deps,
    (parts) => [...routes(pool), healthRoute(parts.health)],
    () => pool.query('SELECT 1'),
  );
  health.ready();
  return port;
}
