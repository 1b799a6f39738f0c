import { migrate } from '../../runtime/postgres/migrate.ts';
import { openPool } from '../../runtime/postgres/pool.ts';
import { serveAndConsume } from '../../runtime/process/serve-and-consume.ts';
import type { ServiceDeps } from '../../runtime/process/service-deps.ts';
import { consume } from '../../tram/index.ts';
import { healthRoute } from '../health-route.ts';
import { orderTopic } from '../order-service/messages.ts';
import type { ShipmentEnv } from './environment.ts';
import { handlers } from './handlers.ts';
import { routes } from './http.ts';
import { consumedMessageInbox } from './inbox.ts';
import { readOrderEvent } from './read-order-event.ts';
import { tables } from './tables.ts';

/** Resolves with its port once it serves and its consumer is subscribed. */
export async function startShipmentService(deps: ServiceDeps, env: ShipmentEnv): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = openPool(env.DATABASE_URL, name, log, { logStatements: env.SQL_LOG === true });
  await resources.add('database', () => pool.end());
  await Promise.all([migrate(pool, tables), broker.createTopics([orderTopic])]);
  return serveAndConsume(deps, {
    routes: ({ health }) => [...routes(pool), healthRoute(health)],
    ping: () => pool.query('SELECT 1'),
    consume: () =>
      consume({
        consumer: 'shipment-orders',
        channels: [orderTopic.name],
        service: name,
        broker,
        inbox: consumedMessageInbox(pool),
        readMessage: readOrderEvent,
        handlerFor: (message) => handlers.handlerFor(message),
        lines,
        log,
        // RabbitMQ has a queue for what cannot be handled; on Kafka it lies in a table of ours.
        deadLetters: env.BROKER_KIND === 'rabbitmq' ? { attempts: 5 } : undefined,
      }),
  });
}
