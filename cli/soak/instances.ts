import { quoteIdentifier as quote } from '../../services/tram/index.ts';
import { statesOf } from '../model/sagas/saga-states.ts';
import type { System } from '../systems/system.ts';
import { quotedTable } from '../systems/table-name.ts';
import type { Databases } from './sql.ts';

export interface Instances {
  /** How the system calls the saga, and the table of its instances. */
  readonly saga: string;
  readonly table: string;
  readonly ids: ReadonlySet<string>;
  /** Those that have not come to a final state. */
  readonly open: readonly { readonly id: string; readonly state: string }[];
}

/** The instances of every saga of the system, as they stand in its databases now. */
export async function instancesOf({ sagas }: System, databases: Databases): Promise<Instances[]> {
  return Promise.all(
    Object.entries(sagas).map(async ([name, saga]) => {
      const { database, table, key, state, type } = saga.instance;
      const { terminal } = statesOf(saga);
      const only = type === undefined ? '' : ` WHERE ${quote(type.column)} = $1`;
      const text = `SELECT ${quote(key)} AS id, ${quote(state)} AS state FROM ${quotedTable(table)}${only}`;
      const rows = await databases.rows(database, text, type === undefined ? [] : [type.equals]);
      const all = rows.map((row) => ({ id: row['id'] ?? '', state: row['state'] ?? '' }));
      return {
        saga: name,
        table,
        ids: new Set(all.map(({ id }) => id)),
        open: all.filter((instance) => !terminal.includes(instance.state)),
      };
    }),
  );
}
