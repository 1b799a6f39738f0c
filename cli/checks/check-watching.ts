import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Check } from './check.ts';

/** Whether the role that asked may watch these tables through the write-ahead log. */
export function checkWatching(
  database: string,
  wanted: readonly string[],
  { role, walLevel, replicates, mayPublish, tables }: Catalogue,
  publication: string,
): Check {
  const name = `watching ${database}`;
  const broken = (detail: string, fix: string): Check => ({ name, state: 'broken', detail, fix });
  if (walLevel !== 'logical')
    return broken(
      `the server has wal_level = ${walLevel}; its changes can only be watched with logical`,
      'as a superuser: ALTER SYSTEM SET wal_level = logical; then restart the server',
    );
  if (!replicates)
    return broken(`${role} may not replicate`, `as a superuser: ALTER ROLE "${role}" REPLICATION`);
  const there = tables.filter((table) => wanted.includes(table.name));
  const missing = there.filter(({ published }) => !published);
  if (missing.length === 0) return { name, state: 'ok', detail: `through publication ${publication}` };
  const exists = tables.some(({ published }) => published);
  const names = missing.map((table) => table.name).join(', ');
  if (missing.every(({ owned }) => owned) && (mayPublish || exists))
    return { name, state: 'ok', detail: `publication ${publication} is made when a run begins` };
  const statement = exists
    ? `ALTER PUBLICATION ${publication} ADD TABLE ${names}`
    : `CREATE PUBLICATION ${publication} FOR TABLE ${names}`;
  return broken(
    `publication ${publication} lacks ${names}, and ${role} may not add to it`,
    `let their owner run: ${statement}`,
  );
}
