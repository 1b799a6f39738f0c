import type pg from 'pg';
import { type Consumer, type ConsumeOptions, type HandlerContext, sqlInbox } from '../../tram/index.ts';
import type { Route } from '../http/route.ts';
import { type Foundations, openDatabase } from '../postgres/open-database.ts';
import { serveAndConsume } from './serve-and-consume.ts';
import type { ServiceDeps } from './service-deps.ts';

/** All of a consumer that is the same in every service on PostgreSQL. */
type ConsumerParts = Omit<ConsumeOptions<HandlerContext>, 'consumer' | 'channels' | 'handlerFor'>;

export interface SqlService extends Foundations {
  readonly routes: (pool: pg.Pool) => readonly Route[];
  /** Subscribes the service's one consumer. */
  readonly consume: (parts: ConsumerParts, pool: pg.Pool) => Promise<Consumer>;
}

/** A service with tables, routes and one consumer. Resolves with its port once it serves and its consumer is subscribed. */
export async function startSqlService(
  deps: ServiceDeps,
  databaseUrl: string,
  { routes, consume, ...foundations }: SqlService,
): Promise<number> {
  const { name, broker, lines, log } = deps;
  const pool = await openDatabase(deps, databaseUrl, foundations);
  return serveAndConsume(deps, {
    routes: routes(pool),
    ping: () => pool.query('SELECT 1'),
    consume: () => consume({ service: name, broker, inbox: sqlInbox(pool), lines, log }, pool),
  });
}
