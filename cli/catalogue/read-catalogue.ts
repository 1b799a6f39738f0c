import type pg from 'pg';
import type { Catalogue, CatalogueTable } from './catalogue.ts';

const rights = `
SELECT current_database() AS database, current_user::text AS role, current_setting('wal_level') AS "walLevel",
  has_database_privilege(current_database(), 'CREATE') AS "mayPublish",
  rolreplication OR rolsuper OR EXISTS (
    SELECT FROM pg_auth_members AS member JOIN pg_roles AS granted ON granted.oid = member.roleid
    WHERE member.member = role.oid AND granted.rolname = 'rds_replication') AS replicates
FROM pg_roles AS role WHERE rolname = current_user`;

const tables = `
SELECT CASE WHEN pg_table_is_visible(class.oid) THEN '' ELSE schema.nspname || '.' END || class.relname AS name,
  (SELECT json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod), 'labels', coalesce(
      (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = atttypid), '[]'::json),
      'byDefault', pg_get_expr(adbin, adrelid)) ORDER BY attnum)
    FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum AND attgenerated = ''
    WHERE attrelid = class.oid AND attnum > 0 AND NOT attisdropped) AS columns,
  coalesce((SELECT json_agg(attname ORDER BY array_position(indkey::int2[], attnum))
    FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
    WHERE indrelid = class.oid AND indisprimary), '[]'::json) AS key,
  coalesce((SELECT json_agg(attname) FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = indkey[0]
    WHERE indrelid = class.oid AND indisunique AND NOT indisprimary AND indnkeyatts = 1 AND indpred IS NULL), '[]'::json) AS "unique",
  class.relreplident IN ('f', 'i') OR class.relreplident = 'd'
    AND EXISTS (SELECT FROM pg_index WHERE indrelid = class.oid AND indisprimary) AS "hasIdentity",
  pg_has_role(class.relowner, 'USAGE') AS owned,
  has_schema_privilege(schema.oid, 'USAGE') AND has_table_privilege(class.oid, 'SELECT') AS readable,
  EXISTS (SELECT FROM pg_publication_tables AS published
    WHERE pubname = $1 AND published.schemaname = schema.nspname AND tablename = class.relname) AS published
FROM pg_class AS class JOIN pg_namespace AS schema ON schema.oid = class.relnamespace
WHERE class.relkind IN ('r', 'p') AND NOT class.relispartition
  AND schema.nspname NOT IN ('pg_catalog', 'information_schema') AND schema.nspname !~ '^pg_(toast|temp)'
ORDER BY 1`;

/** Reads the catalogue, and no row of any table. `publication` is the one that the lab watches through. */
export async function readCatalogue(db: pg.ClientBase, publication: string): Promise<Catalogue> {
  const who = await db.query<Omit<Catalogue, 'tables'>>(rights);
  const found = await db.query<CatalogueTable>(tables, [publication]);
  const [own] = who.rows;
  if (own === undefined) throw new TypeError('the current user is no role');
  return { ...own, tables: found.rows };
}
