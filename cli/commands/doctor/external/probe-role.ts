import { quoteIdentifier } from '../../../../services/tram/index.ts';
import { quotedTable, schemaOf } from '../../../systems/table-name.ts';
import { probePublication } from '../../../probes/wal/publication.ts';

export interface WatchedDatabase {
  /** As the system file names it. */
  readonly name: string;
  readonly tables: readonly string[];
}

const role = 'saga_lab_reader';

/**
 * The SQL that makes a role which may watch these databases, and nothing else. Without the part about replication it
 * still can, by polling.
 */
export function probeRoleSql(databases: readonly WatchedDatabase[]): string {
  return [
    '-- As a superuser, once for the server. \\password asks for one that no log shows.',
    `CREATE ROLE ${role} LOGIN;`,
    `\\password ${role}`,
    '',
    '-- To see every change as it commits (else the probes poll). Needs wal_level = logical.',
    `ALTER ROLE ${role} REPLICATION;`,
    ...databases.filter(({ tables }) => tables.length > 0).flatMap(databaseSql),
    '',
  ].join('\n');
}

function databaseSql({ name, tables }: WatchedDatabase): string[] {
  const list = tables.map(quotedTable).join(', ');
  // public is everybody's to use, unless somebody took that away.
  const schemas = [...new Set(tables.map(schemaOf))].filter((schema) => schema !== 'public');
  return [
    '',
    `-- In the database of ${name}, as the owner of its tables${schemas.length === 0 ? '' : ' and their schemas'}:`,
    ...schemas.map((schema) => `GRANT USAGE ON SCHEMA ${quoteIdentifier(schema)} TO ${role};`),
    `GRANT SELECT ON ${list} TO ${role};`,
    '-- A published table needs a primary key, or REPLICA IDENTITY: without, it refuses UPDATE and DELETE.',
    `CREATE PUBLICATION ${probePublication} FOR TABLE ${list};`,
  ];
}
