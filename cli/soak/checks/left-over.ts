import type { System } from '../../systems/system.ts';
import { checkOf, type SoakCheck } from '../report.ts';
import type { Databases } from '../sql.ts';

/** Where participants lock, as in Eventuate Tram Sagas. */
const tables = ['saga_lock_table', 'saga_stash_table'] as const;

/** When all sagas have ended, nobody holds a lock, and no message waits for one. */
export async function leftChecks({ messaging }: System, databases: Databases): Promise<SoakCheck[]> {
  const left: string[] = [];
  let checked = 0;
  for (const database of Object.keys(messaging))
    for (const table of tables) {
      const [there] = await databases.rows(database, 'SELECT to_regclass($1) AS name', [table]);
      if (there?.['name'] == null) continue;
      checked += 1;
      const rows = await databases.rows(database, `SELECT target, saga_id FROM ${table}`);
      left.push(...rows.map((row) => `${database} ${table}: saga ${row['saga_id']}, ${row['target']}`));
    }
  return checked === 0 ? [] : [checkOf('no lock and no stash left', checked, left)];
}
