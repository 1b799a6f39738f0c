import type pg from 'pg';
import { type SagaDefinition, startSagas, type Transaction } from '../../tram/index.ts';
import type { Route } from '../http/route.ts';
import { serve } from '../http/serve.ts';
import { type Foundations, openDatabase } from '../postgres/open-database.ts';
import type { ServiceDeps } from './service-deps.ts';

export interface SagaService<Data> extends Foundations {
  readonly definition: SagaDefinition<Data>;
  /** `start` starts the saga in the transaction, and resolves with its id. */
  readonly routes: (
    pool: pg.Pool,
    start: (tx: Transaction, data: Data) => Promise<string>,
  ) => readonly Route[];
}

/** A service with tables, routes and one saga. Resolves with its port once it serves and takes replies. */
export async function startSagaService<Data>(
  deps: ServiceDeps,
  databaseUrl: string,
  { definition, routes, ...foundations }: SagaService<Data>,
): Promise<number> {
  const { name, broker, lines, log, resources } = deps;
  const pool = await openDatabase(deps, databaseUrl, foundations);
  const sagas = await startSagas({ pool, service: name, broker, lines, log, definitions: [definition] });
  await resources.add('sagas', () => sagas.stop());

  const served = routes(pool, (tx, data) => sagas.start(tx, definition.type, data));
  const { port, health, consumers } = await serve(deps, served, () => pool.query('SELECT 1'));
  for (const consumer of sagas.consumers) consumers.set(consumer.name, consumer);
  health.ready();
  return port;
}
