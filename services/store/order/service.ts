import type * as z from 'zod';
import { openMongo } from '../../runtime/mongo/client.ts';
import { openDatabase } from '../../runtime/postgres/open-database.ts';
import { serveAndConsume } from '../../runtime/process/serve-and-consume.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { mongoServiceEnv, sqlServiceEnv } from '../../runtime/process/service-env.ts';
import { consumeCommands, sqlInbox } from '../../tram/index.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { orderChannel, orderTopic } from './messages.ts';
import { tables } from './storage.ts';

/** Orders are kept in MongoDB, their messages in PostgreSQL. */
export const orderEnv = sqlServiceEnv.safeExtend(mongoServiceEnv.shape);

/** Resolves with its port once it serves and its consumer is subscribed. */
export async function startOrder(
  deps: ServiceDeps,
  { DATABASE_URL, MONGODB_URL }: z.output<typeof orderEnv>,
): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const mongo = openMongo(MONGODB_URL, name);
  await resources.add('orders database', () => mongo.close());
  const [pool] = await Promise.all([
    openDatabase(deps, DATABASE_URL, { tables, topics: [orderChannel, orderTopic] }),
    mongo.connect(),
  ]);
  const db = mongo.db();

  return serveAndConsume(deps, {
    routes: routes(db),
    ping: () => Promise.all([db.command({ ping: 1 }), pool.query('SELECT 1')]),
    consume: () =>
      consumeCommands({
        consumer: 'order-commands',
        service: name,
        broker,
        inbox: sqlInbox(pool),
        handlers: handlers(db),
        lines,
        log,
      }),
  });
}
