import { noteExternal } from '../external-data.ts';
import { createDatabases } from '../embedded/postgres/databases.ts';
import { told, type Context, type Stack } from './context.ts';
import { checkMongo, checkPostgres } from './external-check.ts';
import { externalBroker } from './external-broker.ts';
import { externalUrl } from './external-url.ts';
import { serverName } from './plan.ts';
import type { StackChoice } from './protocol.ts';

type External = Extract<StackChoice, { kind: 'external' }>;

interface LabDatabase {
  readonly name: string;
  readonly kind: 'postgres' | 'mongodb';
  /** Its name on the server. */
  readonly own: string;
  readonly url: string;
}

/**
 * Servers that already run. The lab's databases there carry its name, so that two labs do not meet; topics and
 * consumer groups keep the names that the services use, so a broker carries one lab of a system at a time.
 */
export function externalStack(context: Context, servers: External): Stack {
  const { lab } = context.config;
  const databases = context.plan.databases.map(({ name, kind }): LabDatabase => {
    const own = serverName(name, `saga_lab_${lab}_`);
    return { name, kind, own, url: externalUrl(servers[kind], kind, own) };
  });
  const prepare = { postgres: preparePostgres, mongodb: prepareMongo };
  const kinds = [...new Set(databases.map(({ kind }) => kind))];
  const ready = new Map(
    kinds.map((kind) => {
      const names = databases.filter((each) => each.kind === kind).map(({ own }) => own);
      return [kind, prepare[kind](context, servers[kind], names)];
    }),
  );
  return {
    ...externalBroker(context, servers),
    databases: new Map(
      databases.map(({ name, kind, url }) => [name, Promise.resolve(ready.get(kind)).then(() => url)]),
    ),
  };
}

async function preparePostgres(context: Context, url: string, names: readonly string[]): Promise<void> {
  await told(
    context,
    'postgres',
    () => names.join(', '),
    async () => {
      const { plan, config } = context;
      await checkPostgres(url, plan.relayed.length > 0 && config.relay === 'wal');
      // Before they are made: nothing may be made that `down --purge` would not find.
      await noteExternal(context.config.files, 'postgres', { server: url, databases: names });
      await createDatabases(url, names);
    },
  );
}

/** MongoDB makes a database with its first document. */
async function prepareMongo(context: Context, url: string, names: readonly string[]): Promise<void> {
  await told(
    context,
    'mongo',
    () => names.join(', '),
    async () => {
      await checkMongo(url);
      await noteExternal(context.config.files, 'mongodb', { server: url, databases: names });
    },
  );
}
