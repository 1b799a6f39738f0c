import { serve } from '../../runtime/http/serve.ts';
import { openDatabase } from '../../runtime/postgres/open-database.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeCommands, sqlInbox } from '../../tram/index.ts';
import { repeat } from '../repeat.ts';
import type { InventoryEnv } from './environment.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { inventoryChannel } from './messages.ts';
import { expireReservations } from './reserving.ts';
import { stocking } from './stocking.ts';
import { tables } from './storage/tables.ts';

/** Resolves with its port once it serves, has its products, and takes commands. */
export async function startInventory(deps: ServiceDeps, env: InventoryEnv): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = await openDatabase(deps, env.DATABASE_URL, { tables, topics: [inventoryChannel] });
  const stocked = stocking(pool, {
    seed: env.T2_INVENTORY_SEED,
    size: env.T2_INVENTORY_SIZE,
    toMax: env.T2_INVENTORY_SET_UNITS_TO_MAX,
  });
  await stocked.generate();

  const { port, health, consumers } = await serve(deps, routes(pool, stocked), () => pool.query('SELECT 1'));
  const consumer = await consumeCommands({
    consumer: 'inventory-commands',
    service: name,
    broker,
    inbox: sqlInbox(pool),
    handlers,
    lines,
    log,
  });
  await resources.add('consumer', () => consumer.stop());
  consumers.set(consumer.name, consumer);

  const { T2_INVENTORY_TTL: ttlS, T2_INVENTORY_TASKRATE: everyMs } = env;
  if (ttlS > 0 && everyMs > 0) {
    const collector = repeat(
      everyMs,
      async () => {
        const expired = await expireReservations(pool, ttlS);
        if (expired > 0) log.info({ expired }, 'Reservations expired');
      },
      (err) => log.warn({ err }, 'Reservations could not be expired'),
    );
    await resources.add('collector', () => collector.stop());
  }
  health.ready();
  return port;
}
