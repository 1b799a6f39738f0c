import { quoteIdentifier as quote } from '../../services/tram/index.ts';
import { statesOf } from '../model/sagas/saga-states.ts';
import type { System } from '../systems/system.ts';
import { quotedTable } from '../systems/table-name.ts';
import type { Databases } from './sql.ts';

export interface Open {
  /** How the system calls the saga, and the table of its instances. */
  readonly saga: string;
  readonly table: string;
  /** Those that have not come to a final state. */
  readonly open: readonly { readonly id: string; readonly state: string }[];
}

export interface Instances extends Open {
  /** Of all, the final ones too. */
  readonly ids: ReadonlySet<string>;
}

/** The instances of every saga of the system that have not ended, as they stand in its databases now: those that have are not read. */
export async function openOf({ sagas }: System, databases: Databases): Promise<Open[]> {
  return Promise.all(
    Object.entries(sagas).map(async ([name, saga]) => {
      const open = await ask(saga, databases, statesOf(saga).terminal);
      return { saga: name, table: saga.instance.table, open };
    }),
  );
}

/** And the ids of all of them, however many these are: one look at both. */
export async function instancesOf({ sagas }: System, databases: Databases): Promise<Instances[]> {
  return Promise.all(
    Object.entries(sagas).map(async ([name, saga]) => {
      const { terminal } = statesOf(saga);
      const all = await ask(saga, databases, []);
      const open = all.filter(({ state }) => !terminal.includes(state));
      return { saga: name, table: saga.instance.table, ids: new Set(all.map(({ id }) => id)), open };
    }),
  );
}

type Saga = System['sagas'][string];

/** `without`: states; one that is NULL is none of them. */
async function ask(
  { instance: { database, table, key, state, type } }: Saga,
  databases: Databases,
  without: readonly string[],
): Promise<{ id: string; state: string }[]> {
  const values: unknown[] = [without];
  const ofType = type === undefined ? '' : ` AND ${quote(type.column)} = $${values.push(type.equals)}`;
  const text = `SELECT ${quote(key)} AS id, ${quote(state)} AS state FROM ${quotedTable(table)} WHERE (${quote(state)}::text <> ALL ($1::text[])) IS NOT FALSE${ofType}`;
  const rows = await databases.rows(database, text, values);
  return rows.map((row) => ({ id: row['id'] ?? '', state: row['state'] ?? '' }));
}
