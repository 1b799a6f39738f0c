import { openMongo } from '../../runtime/mongo/client.ts';
import { serveAndConsume } from '../../runtime/process/serve-and-consume.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeEvents, guardedInbox, mongoParkingLot } from '../../tram/index.ts';
import { startCollector } from '../collector.ts';
import { orderTopic } from '../order/messages.ts';
import type { CartEnv } from './environment.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { expireCarts } from './storage.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export async function startCart(deps: ServiceDeps, env: CartEnv): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const mongo = openMongo(env.MONGODB_URL, name);
  await resources.add('database', () => mongo.close());
  await Promise.all([mongo.connect(), broker.createTopics([orderTopic])]);
  const db = mongo.db();

  const port = await serveAndConsume(deps, {
    routes: routes(db),
    ping: () => db.command({ ping: 1 }),
    consume: () =>
      consumeEvents({
        consumer: 'cart-orders',
        service: name,
        broker,
        inbox: guardedInbox(mongoParkingLot(db)),
        handlers: handlers(db),
        lines,
        log,
      }),
  });
  const { T2_CART_TTL: ttlS, T2_CART_TASKRATE: everyMs } = env;
  const expire = () => expireCarts(db, new Date(Date.now() - ttlS * 1_000));
  await startCollector(deps, { ttlS, everyMs, what: 'Carts', expire });
  return port;
}
