import pg from 'pg';
import { StackError, toError } from '../../lib/errors.ts';
import { Looks } from '../looks.ts';
import type { Emit } from '../probe.ts';
import { openReader } from '../wal/reader.ts';
import type { RowsProbe, WalProbeOptions } from '../wal/wal-probe.ts';
import { KnownRows } from './known-rows.ts';
import { firstLook, lookAgain, oldestOf } from './look.ts';

const defaultMaxRows = 200_000;

const loses =
  'what a row was between two looks is not seen, nor are rows that came and went; two commits of one look may be in either order, and none has an LSN or a time';

/** A transaction that may not write, and sees one moment. */
const begin = 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY';

export interface PollRowsOptions extends WalProbeOptions {
  /** In all tables together. */
  readonly maxRows?: number;
}

/**
 * Watches the rows of some tables by reading them again and again, from now. It needs the right to SELECT from them, and
 * no other. `why`: what keeps it from the write-ahead log.
 */
export async function pollRows(options: PollRowsOptions, emit: Emit, why: string): Promise<RowsProbe> {
  const { name, database, url, tables, maxRows = defaultMaxRows } = options;
  const known = new KnownRows(tables);
  const reader = await openReader(url);
  const looker = await openReader(url).catch(async (thrown: unknown) => {
    await reader.close();
    throw thrown;
  });
  const db = looker.client;
  const looks = new Looks();
  let lost: Error | undefined;

  async function atOneMoment<T>(work: () => Promise<T>): Promise<T> {
    await db.query(begin);
    const result = await work();
    await db.query('COMMIT');
    return result;
  }

  function refuseTooMany(): void {
    if (known.size > maxRows)
      throw new StackError(
        `${database} has more than ${maxRows} rows in the tables that are watched: too many to look at all of them again and again. It polls because ${why}`,
      );
  }

  async function look(last: string): Promise<string> {
    const number = looks.begin();
    const seen = await atOneMoment(() => lookAgain(db, tables, known, last));
    for (const { xid, changes } of known.see(seen.tables, oldestOf(last)))
      emit({ kind: 'transaction', database, xid, changes });
    refuseTooMany();
    looks.end(number);
    return seen.snapshot;
  }

  function lose(thrown: unknown): void {
    if (looks.isStopping || lost) return;
    const { message } = toError(thrown);
    emit({ kind: 'probe', probe: name, state: 'gap', detail: message });
    lost = new Error(`The probe ${name} lost PostgreSQL: ${message}`, { cause: thrown });
  }

  async function goOn(from: string): Promise<void> {
    let snapshot = from;
    while (!looks.isStopping && !lost) {
      snapshot = await look(snapshot);
      await looks.restAfterLook();
    }
  }

  async function start(): Promise<string> {
    try {
      return await atOneMoment(async () => {
        const { rows } = await db.query<{ id: string }>('SELECT pg_export_snapshot() AS id');
        await reader.holdSnapshot(rows[0]?.id ?? '');
        const snapshot = await firstLook(db, tables, (table, key, xid) => known.learn(table, key, xid));
        refuseTooMany();
        return snapshot;
      });
    } catch (thrown) {
      await Promise.all([reader.close(), looker.close()]);
      throw thrown instanceof pg.DatabaseError ? readable(thrown, database) : thrown;
    }
  }

  const snapshot = await start();
  emit({ kind: 'probe', probe: name, state: 'polling', detail: `${why}: ${loses}` });
  void Promise.race([reader.lost, looker.lost]).then(lose);
  const looking = goOn(snapshot).catch(lose);

  return {
    name,
    caughtUp: (signal) => looks.next(signal, () => lost),
    async readBefore(table, column, values) {
      const rows = await reader.rowsBefore(table, column, values);
      emit({ kind: 'snapshot', database, table, column, values, rows });
    },
    async stop() {
      looks.stop();
      await Promise.all([reader.close(), looker.close()]);
      await looking;
    },
  };
}

/** SQLSTATE 42P01 undefined_table, 42501 insufficient_privilege. */
function readable(error: pg.DatabaseError, database: string): Error {
  const fixes: Readonly<Record<string, string>> = {
    '42P01': 'start its service first, or mend the system file',
    '42501': 'let the owner GRANT SELECT on it to the role of the probe (saga-lab doctor prints the SQL)',
  };
  const fix = fixes[error.code ?? ''];
  return fix === undefined
    ? error
    : new StackError(`${database} cannot be watched: ${error.message}: ${fix}`, { cause: error });
}
