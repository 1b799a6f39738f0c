import { openMongo } from '../../runtime/mongo/client.ts';
import { serveAndConsume } from '../../runtime/process/serve-and-consume.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consumeEvents, guardedInbox, mongoParkingLot } from '../../tram/index.ts';
import { customerTopic } from '../customer-service/messages.ts';
import { orderTopic } from '../order-service/messages.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export async function startOrderHistoryService(deps: ServiceDeps, mongoUrl: string): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const mongo = openMongo(mongoUrl, name);
  await resources.add('database', () => mongo.close());
  await Promise.all([mongo.connect(), broker.createTopics([customerTopic, orderTopic])]);
  const db = mongo.db();

  return serveAndConsume(deps, {
    routes: routes(db),
    ping: () => db.command({ ping: 1 }),
    consume: () =>
      consumeEvents({
        consumer: 'order-history',
        service: name,
        broker,
        inbox: guardedInbox(mongoParkingLot(db)),
        handlers: handlers(db),
        lines,
        log,
      }),
  });
}
