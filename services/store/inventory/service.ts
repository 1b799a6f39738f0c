import { openDatabase } from '../../runtime/postgres/open-database.ts';
import { serveAndConsume } from '../../runtime/process/serve-and-consume.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeCommands, sqlInbox } from '../../tram/index.ts';
import { startCollector } from '../collector.ts';
import type { InventoryEnv } from './environment.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { inventoryChannel } from './messages.ts';
import { expireReservations } from './reserving.ts';
import { stocking } from './stocking.ts';
import { tables } from './storage/tables.ts';

/** Resolves with its port once it serves, has its products, and takes commands. */
export async function startInventory(deps: ServiceDeps, env: InventoryEnv): Promise<number> {
  const { name, broker, lines, log } = deps;
  const pool = await openDatabase(deps, env.DATABASE_URL, { tables, topics: [inventoryChannel] });
  const stocked = stocking(pool, {
    seed: env.T2_INVENTORY_SEED,
    size: env.T2_INVENTORY_SIZE,
    toMax: env.T2_INVENTORY_SET_UNITS_TO_MAX,
  });
  await stocked.generate();

  const port = await serveAndConsume(deps, {
    routes: routes(pool, stocked),
    ping: () => pool.query('SELECT 1'),
    consume: () =>
      consumeCommands({
        consumer: 'inventory-commands',
        service: name,
        broker,
        inbox: sqlInbox(pool),
        handlers,
        lines,
        log,
      }),
  });
  const { T2_INVENTORY_TTL: ttlS, T2_INVENTORY_TASKRATE: everyMs } = env;
  const expire = () => expireReservations(pool, ttlS);
  await startCollector(deps, { ttlS, everyMs, what: 'Reservations', expire });
  return port;
}
