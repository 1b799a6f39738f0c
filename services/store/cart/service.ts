import { serve } from '../../runtime/http/serve.ts';
import { openMongo } from '../../runtime/mongo/client.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeEvents, guardedInbox, mongoParkingLot } from '../../tram/index.ts';
import { orderTopic } from '../order/messages.ts';
import { repeat } from '../repeat.ts';
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

  const { port, health, consumers } = await serve(deps, routes(db), () => db.command({ ping: 1 }));
  const consumer = await consumeEvents({
    consumer: 'cart-orders',
    service: name,
    broker,
    inbox: guardedInbox(mongoParkingLot(db)),
    handlers: handlers(db),
    lines,
    log,
  });
  await resources.add('consumer', () => consumer.stop());
  consumers.set(consumer.name, consumer);

  const { T2_CART_TTL: ttlS, T2_CART_TASKRATE: everyMs } = env;
  if (ttlS > 0 && everyMs > 0) {
    const collector = repeat(
      everyMs,
      async () => {
        const expired = await expireCarts(db, new Date(Date.now() - ttlS * 1_000));
        if (expired > 0) log.info({ expired }, 'Carts expired');
      },
      (err) => log.warn({ err }, 'Carts could not be expired'),
    );
    await resources.add('collector', () => collector.stop());
  }
  health.ready();
  return port;
}
