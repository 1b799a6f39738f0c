import type pg from 'pg';
import type { TopicToCreate } from '../../tram/index.ts';
import type { ServiceDeps } from '../process/service-deps.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';

/** What a service on PostgreSQL needs to be there before it starts. */
export interface Foundations {
  /** Its own tables, as statements that are harmless when these exist. */
  readonly tables: string;
  /** Those it sends to and those it takes from: whichever service comes first makes them. */
  readonly topics: readonly TopicToCreate[];
}

/** The service's pool, with tram's tables and its own; closed with the process. */
export async function openDatabase(
  { name, broker, log, resources }: ServiceDeps,
  databaseUrl: string,
  { tables, topics }: Foundations,
): Promise<pg.Pool> {
  const pool = openPool(databaseUrl, name, log);
  await resources.add('database', () => pool.end());
  await Promise.all([migrate(pool, tables), broker.createTopics(topics)]);
  return pool;
}
