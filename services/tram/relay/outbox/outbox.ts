import type pg from 'pg';
import type { Relation, TextRow } from '../replication/pgoutput.ts';
import type { OutboxRecord, RejectedRow } from './outbox-record.ts';

/** The table that a relay reads, and what its rows are to a broker. */
export interface Outbox {
  /** As people write it. */
  readonly name: string;
  readonly sql: OutboxSql;
  isOf(relation: Relation): boolean;
  /** Undefined for a row that nobody wants published. `row`: PostgreSQL's text form by column. */
  toRecord(row: TextRow): OutboxRecord | RejectedRow | undefined;
  /** What is kept of a row that is set aside. */
  keep(row: TextRow): SetAside;
  /**
   * Resolves when the table can be read; with `needsXid` also when each row tells the transaction that inserted it.
   * Rejects with an Error that says what is missing.
   */
  prepare(pool: pg.Pool, options: { readonly needsXid: boolean }): Promise<void>;
}

export interface SetAside {
  readonly id: string;
  readonly destination: string;
  /** JSON text. */
  readonly headers: string;
  readonly payload: string;
}

/** Parts of the statements that read it. */
export interface OutboxSql {
  /** The table, quoted where needed. */
  readonly table: string;
  /** Its columns that make a record, where it is called `outbox`. */
  readonly columns: string;
  /** The id as text. */
  readonly id: string;
  /** Column of type xid8: the transaction that inserted the row. Polling and purging need it. */
  readonly xid: string;
  /** Condition: the row is not published yet, as far as it says itself. */
  readonly isUnpublished: string;
  /** ORDER BY of what polling publishes at a time. */
  readonly order: string;
  /** ORDER BY of a sweep, where `xid` may not be there. */
  readonly sweepOrder: string;
  /** Condition: in `order` the row stands after that with the id in the parameter (of type text; '' is before all). */
  readonly isAfter: (parameter: string) => string;
  /** Condition: the row is older than the milliseconds in the parameter; true where it does not say. */
  readonly isOld: (parameter: string) => string;
}
