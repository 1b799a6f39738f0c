import { watchedTables } from '../../../probes/watched-tables.ts';
import { askHttp } from '../../../stack/processes/ask.ts';
import type { StartOptions } from '../../../stack/labs.ts';
import { planLab } from '../../../stack/supervisor/plan.ts';
import type { LoadedSystem } from '../../../systems/load.ts';
import type { System } from '../../../systems/system.ts';
import type { Check } from '../../../checks/check.ts';
import { rabbitChecks } from '../../../checks/rabbit/rabbit-checks.ts';
import { wantedRabbit } from '../../../checks/rabbit/wanted-rabbit.ts';
import { checkKafka } from './kafka.ts';
import { checkMongo } from './mongo.ts';
import { checkPostgresUse } from './postgres.ts';
import type { WatchedDatabase } from './probe-role.ts';

type External = Extract<StartOptions['stack'], { kind: 'external' }>;

/** Whether a lab of these systems can stand on these servers. Nothing is made, changed or left there. */
export async function externalChecks(
  stack: External,
  systems: readonly LoadedSystem[],
  relay: 'wal' | 'polling',
): Promise<Check[]> {
  const plan = planLab(systems);
  const given = (name: string) => stack.databases?.[name];
  const sql = plan.databases.filter(({ kind }) => kind === 'postgres');
  const documents = plan.databases.filter(({ kind }) => kind === 'mongodb');
  const made = sql.filter(({ name }) => given(name) === undefined);
  const isRelayed = (name: string): boolean =>
    relay === 'wal' && plan.relayed.some(({ database }) => database === name);
  const relayed = made.filter(({ name }) => isRelayed(name)).length;
  const looked = await Promise.all([
    ...(stack.broker === undefined || plan.broker !== 'kafka'
      ? []
      : [
          checkKafka(
            { address: stack.broker, security: stack.security },
            plan.topics,
            plan.services.length > 0,
          ),
        ]),
    ...(stack.rabbitmq === undefined
      ? []
      : systems
          .filter(({ system }) => system.broker === 'rabbitmq')
          .map(({ system }) =>
            rabbitChecks('RabbitMQ', stack.rabbitmq ?? '', wantedRabbit(system), plan.services.length > 0),
          )),
    ...(stack.postgres === undefined || made.length === 0
      ? []
      : [
          checkPostgresUse({
            what: '--postgres',
            url: stack.postgres,
            makes: true,
            streams: relayed > 0,
            slots: made.length + relayed,
          }),
        ]),
    ...watchedDatabases(systems)
      .filter(({ name }) => given(name) !== undefined)
      .map(({ name, tables }) =>
        checkPostgresUse({
          what: name,
          url: given(name)?.probe ?? given(name)?.url ?? '',
          makes: false,
          streams: false,
          slots: 1,
          tables,
        }),
      ),
    ...mongoServers(
      stack,
      documents.map(({ name }) => name),
    ).map(([what, url]) => checkMongo(what, url)),
    ...plan.given.map(async ({ name, url, health }): Promise<Check[]> => {
      const reason = await askHttp(`${url}${health}`);
      if (reason === undefined) return [{ name: `service ${name}`, state: 'ok', detail: `well at ${url}` }];
      const fix = 'start it, or take its url away, so that the lab starts it';
      return [{ name: `service ${name}`, state: 'broken', detail: reason, fix }];
    }),
  ]);
  return looked.flat();
}

/** The PostgreSQL databases of the systems, with the tables that probes watch. */
export function watchedDatabases(systems: readonly LoadedSystem[]): readonly WatchedDatabase[] {
  return systems.flatMap(({ system }) => sqlOf(system));
}

function sqlOf(system: System): WatchedDatabase[] {
  return Object.entries(system.databases).flatMap(([name, { kind }]) =>
    kind === 'postgres' ? [{ name, tables: Object.keys(watchedTables(system, name)) }] : [],
  );
}

function mongoServers({ mongodb, databases = {} }: External, names: readonly string[]): [string, string][] {
  const given = names.flatMap((name): [string, string][] => {
    const found = databases[name];
    return found === undefined ? [] : [[name, found.probe ?? found.url]];
  });
  return mongodb === undefined || given.length === names.length ? given : [['--mongodb', mongodb], ...given];
}
