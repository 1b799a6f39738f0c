import type pg from 'pg';
import { StackError, toError } from '../../../lib/errors.ts';
import { missingPublication, probePublication } from '../../../probes/wal/publication.ts';
import { withClient } from '../../../stack/embedded/postgres/databases.ts';
import { quoteIdentifier } from '../../../../services/tram/index.ts';
import { quotedTable, schemaOf } from '../../../systems/table-name.ts';
import type { Check } from '../../../checks/check.ts';
import { clockCheck } from './clock.ts';

export interface PostgresUse {
  /** How it is named in the checks: the server, or a database of the system file. */
  readonly what: string;
  readonly url: string;
  /** The lab makes databases there. */
  readonly makes: boolean;
  /** A relay of the lab streams from there: what it lacks is broken, and not only a note. */
  readonly streams: boolean;
  /** Slots that a lab there takes at the same time. */
  readonly slots: number;
  /** Of a database that is there already. */
  readonly tables?: readonly string[];
}

interface Server {
  readonly version: string;
  readonly level: string;
  readonly role: string;
  readonly creates: boolean;
  readonly replicates: boolean;
  readonly slots: number;
  readonly senders: number;
  readonly now: number;
}

const query = `
SELECT current_setting('server_version') AS version, current_setting('wal_level') AS level, rolname AS role,
  rolcreatedb OR rolsuper AS creates,
  rolreplication OR rolsuper OR EXISTS (
    SELECT FROM pg_roles AS granted WHERE granted.rolname = 'rds_replication' AND pg_has_role(pg_roles.oid, granted.oid, 'MEMBER')
  ) AS replicates,
  current_setting('max_replication_slots')::int - (SELECT count(*) FROM pg_replication_slots)::int AS slots,
  current_setting('max_wal_senders')::int - (SELECT count(*) FROM pg_stat_get_wal_senders())::int AS senders,
  extract(epoch FROM clock_timestamp())::float8 * 1000 AS now
FROM pg_roles WHERE rolname = current_user`;

export async function checkPostgresUse(use: PostgresUse): Promise<Check[]> {
  const name = `PostgreSQL of ${use.what}`;
  try {
    return await withClient(use.url, async (client) => {
      const asked = Date.now();
      const { rows } = await client.query<Server>(query);
      const [server] = rows;
      if (!server) throw new Error('it does not say who the role is');
      return [
        { name, state: 'ok', detail: `${server.version}, role "${server.role}"` },
        ...serverChecks(use, server),
        clockCheck(use.what, asked, Date.now(), server.now),
        ...(use.tables ? await tableChecks(client, use, use.tables, server) : []),
      ];
    });
  } catch (thrown) {
    const fix = 'start it, or mend its URL; pg_hba.conf must let the role in';
    return [{ name, state: 'broken', detail: `does not answer: ${toError(thrown).message}`, fix }];
  }
}

/** What streaming needs. `polling`: what becomes of it without. */
function serverChecks({ what, makes, streams, slots }: PostgresUse, server: Server): Check[] {
  const role = quoteIdentifier(server.role);
  const lacking = streams ? 'broken' : 'note';
  const or = streams ? '(or: --relay polling)' : '(without, the probes poll)';
  const check = (name: string, isWell: boolean, detail: string, fix: string): Check =>
    isWell ? { name, state: 'ok', detail } : { name, state: lacking, detail, fix: `${fix} ${or}` };
  return [
    ...(makes ? [createsCheck(what, server.creates, role)] : []),
    check(
      `wal_level of ${what}`,
      server.level === 'logical',
      server.level,
      'as a superuser: ALTER SYSTEM SET wal_level = logical; then restart the server',
    ),
    check(
      `right to replicate at ${what}`,
      server.replicates,
      server.replicates ? 'granted' : `role ${role} has none`,
      `as a superuser: ALTER ROLE ${role} REPLICATION;`,
    ),
    check(
      `replication slots of ${what}`,
      server.slots >= slots,
      `${server.slots} free, ${slots} needed`,
      'as a superuser: ALTER SYSTEM SET max_replication_slots = 20; then restart, or drop one that nobody uses: SELECT slot_name, active FROM pg_replication_slots;',
    ),
    check(
      `WAL senders of ${what}`,
      server.senders >= slots,
      `${server.senders} free, ${slots} needed`,
      'as a superuser: ALTER SYSTEM SET max_wal_senders = 20; then restart the server',
    ),
  ];
}

function createsCheck(what: string, creates: boolean, role: string): Check {
  const name = `right to make databases at ${what}`;
  if (creates) return { name, state: 'ok', detail: 'granted' };
  const fix = `as a superuser: ALTER ROLE ${role} CREATEDB; or name databases that are there: databases.<name>.url in the config file`;
  return { name, state: 'broken', detail: `role ${role} has none`, fix };
}

interface FoundTable {
  readonly table: string;
  readonly exists: boolean;
  readonly readable: boolean;
}

/** Those that are there: of one that is not, no table is there either. */
const closedSchemasQuery = `
SELECT nspname AS name FROM pg_namespace
WHERE nspname = ANY($1::text[]) AND NOT has_schema_privilege(oid, 'USAGE') ORDER BY nspname`;

const tablesQuery = `
SELECT wanted AS table, to_regclass(quoted) IS NOT NULL AS exists,
  coalesce(has_table_privilege(to_regclass(quoted), 'SELECT'), false) AS readable
FROM unnest($1::text[], $2::text[]) AS tables(wanted, quoted)`;

async function tableChecks(
  client: pg.ClientBase,
  { what }: PostgresUse,
  tables: readonly string[],
  server: Server,
): Promise<Check[]> {
  const name = `tables of ${what}`;
  // Asked first: to name a table in one of them is refused already.
  const closedSchemas = await client.query<{ name: string }>(closedSchemasQuery, [tables.map(schemaOf)]);
  const schemas = closedSchemas.rows.map((schema) => schema.name);
  if (schemas.length > 0) {
    const list = schemas.map(quoteIdentifier).join(', ');
    const fix = `as the owner: GRANT USAGE ON SCHEMA ${list} TO ${quoteIdentifier(server.role)};`;
    const detail = `role "${server.role}" may not use the schema ${schemas.join(', ')}`;
    return [{ name, state: 'broken', detail, fix }];
  }
  const { rows } = await client.query<FoundTable>(tablesQuery, [tables, tables.map(quotedTable)]);
  const listed = (found: readonly FoundTable[]): string => found.map(({ table }) => table).join(', ');
  const absent = rows.filter(({ exists }) => !exists);
  if (absent.length > 0) {
    const fix = 'start its service first, or mend tables and messaging in the system file';
    return [{ name, state: 'broken', detail: `there is no ${listed(absent)}`, fix }];
  }
  const closed = rows.filter(({ readable }) => !readable);
  if (closed.length > 0) {
    const list = closed.map(({ table }) => quotedTable(table)).join(', ');
    const fix = `as their owner: GRANT SELECT ON ${list} TO ${quoteIdentifier(server.role)};`;
    return [{ name, state: 'broken', detail: `role "${server.role}" may not read ${listed(closed)}`, fix }];
  }
  return [{ name, state: 'ok', detail: listed(rows) }, await publicationCheck(client, what, tables)];
}

async function publicationCheck(
  client: pg.ClientBase,
  what: string,
  tables: readonly string[],
): Promise<Check> {
  const name = `publication of ${what}`;
  try {
    const sql = await missingPublication(client, tables);
    if (sql === undefined) return { name, state: 'ok', detail: probePublication };
    return {
      name,
      state: 'note',
      detail: `${probePublication} lacks tables, so the probes poll`,
      fix: `as the owner of the tables: ${sql}; a published table needs a primary key or REPLICA IDENTITY, else it refuses UPDATE and DELETE`,
    };
  } catch (thrown) {
    if (!(thrown instanceof StackError)) throw thrown;
    const fix = 'add a primary key; without, the probes poll';
    return { name, state: 'note', detail: thrown.message, fix };
  }
}
