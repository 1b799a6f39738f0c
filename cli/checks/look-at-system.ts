import { readCatalogue } from '../catalogue/read-catalogue.ts';
import { toError } from '../lib/errors.ts';
import { withoutPassword } from '../lib/without-password.ts';
import { probePublication } from '../probes/wal/publication.ts';
import { withClient } from '../stack/embedded/postgres/databases.ts';
import type { Lab } from '../stack/lab.ts';
import { askHttp } from '../stack/processes/ask.ts';
import { askMongo } from '../stack/supervisor/external-check.ts';
import { lastRecords } from '../probes/topics/last-records.ts';
import { type BrokerAddress, withAdmin } from '../stack/supervisor/kafka-admin.ts';
import type { System } from '../systems/system.ts';
import type { Check } from './check.ts';
import { checkRecords } from './check-records.ts';
import { checkTables } from './check-tables.ts';
import { checkTopics } from './check-topics.ts';
import { checkWatching } from './check-watching.ts';
import { rabbitChecks } from './rabbit/rabbit-checks.ts';
import { wantedRabbit } from './rabbit/wanted-rabbit.ts';
import { wantedTables } from './wanted-tables.ts';

/** Where a system's servers and services are. */
export type Addresses = Pick<Lab, 'services' | 'databases' | 'broker' | 'brokerKind' | 'security'>;

const recordsWithinMs = 10_000;

/** Looks at everything that the system file names; changes nothing. */
export async function lookAtSystem(system: System, at: Addresses): Promise<Check[]> {
  const looked = await Promise.all([
    ...Object.entries(system.services).map(([name, { health }]) =>
      lookAtService(name, `${at.services[name] ?? ''}${health}`),
    ),
    ...Object.entries(system.databases).map(([name, { kind }]) =>
      kind === 'postgres'
        ? lookAtPostgres(system, name, at.databases[name] ?? '')
        : lookAtMongo(name, at.databases[name] ?? ''),
    ),
    lookAtBroker(system, at),
  ]);
  return looked.flat();
}

async function lookAtService(service: string, url: string): Promise<Check[]> {
  const name = `service ${service}`;
  const problem = await askHttp(url);
  if (problem === undefined) return [{ name, state: 'ok', detail: url }];
  const fix = `see to it that it runs, and that services.${service}.health is the path at which it says so`;
  return [{ name, state: 'broken', detail: problem, fix }];
}

async function lookAtPostgres(system: System, database: string, url: string): Promise<Check[]> {
  const name = `database ${database}`;
  try {
    const catalogue = await withClient(url, (client) => readCatalogue(client, probePublication));
    const wanted = wantedTables(system, database);
    return [
      { name, state: 'ok', detail: `PostgreSQL ${catalogue.database}, as ${catalogue.role}` },
      ...checkTables(database, wanted, catalogue),
      ...(wanted.size > 0 ? [checkWatching(database, [...wanted.keys()], catalogue, probePublication)] : []),
    ];
  } catch (thrown) {
    return [{ name, ...silent(url, thrown) }];
  }
}

async function lookAtMongo(database: string, url: string): Promise<Check[]> {
  const name = `database ${database}`;
  try {
    await askMongo(url);
    return [{ name, state: 'ok', detail: 'MongoDB answers; its collections come with their first document' }];
  } catch (thrown) {
    return [{ name, ...silent(url, thrown) }];
  }
}

async function lookAtBroker(system: System, { broker, brokerKind, security }: Addresses): Promise<Check[]> {
  const name = 'broker';
  if (brokerKind === 'rabbitmq') return rabbitChecks(name, broker, wantedRabbit(system), false);
  try {
    const found = await withAdmin(
      { address: broker, security },
      async (admin) => (await admin.fetchTopicMetadata()).topics,
    );
    const there = new Map(found.map((topic) => [topic.name, topic.partitions.length]));
    return [
      { name, state: 'ok', detail: broker },
      ...checkTopics(system.topics, there),
      ...(await lookAtRecords(system, { address: broker, security }, [...there.keys()])),
    ];
  } catch (thrown) {
    return [{ name, ...silent(broker, thrown) }];
  }
}

async function lookAtRecords(
  system: System,
  broker: BrokerAddress,
  there: readonly string[],
): Promise<Check[]> {
  const topics = Object.keys(system.topics).filter((topic) => there.includes(topic));
  try {
    return checkRecords(system, await lastRecords(broker, topics, AbortSignal.timeout(recordsWithinMs)));
  } catch (thrown) {
    const detail = `none could be read: ${toError(thrown).message}`;
    return [{ name: 'records', state: 'note', detail }];
  }
}

function silent(address: string, thrown: unknown): Omit<Check, 'name'> {
  return {
    state: 'broken',
    detail: `${withoutPassword(address)}: ${toError(thrown).message}`,
    fix: 'see to it that it runs there, and that user and password are right',
  };
}
