import type { Row, RowChange } from '../observation.ts';
import type { Envelope } from '../mapping/envelope.ts';
import type { Moment } from './moment.ts';

/** What one commit did, sorted by what it means. */
export interface Transaction {
  readonly database: string;
  readonly xid: number;
  /** Undefined where the probe polls. */
  readonly lsn: string | undefined;
  /** Place in the commit order of its database. */
  readonly order: number;
  readonly at: Moment;
  /** Changes of business tables, in order. */
  readonly rows: RowEvent[];
  readonly outbox: OutboxRow[];
  readonly receipts: Receipt[];
  /** Id of the request or message that a row which it made names itself. */
  namedCause: string | null;
}

/** One change of a row, linked to the row's other changes. */
export interface RowEvent {
  readonly transaction: Transaction;
  /** Place among the changes of its transaction. */
  readonly index: number;
  readonly change: RowChange;
  readonly history: RowHistory;
  readonly previous: RowEvent | undefined;
  /** The row as the change left it, with what the log leaves out as far as it is known. Null for a delete. */
  row: Row | null;
}

export interface RowHistory {
  readonly database: string;
  readonly table: string;
  readonly key: Row;
  /** The row before the first change seen: null when there was none, undefined when that is not known. */
  before: Row | null | undefined;
  readonly events: RowEvent[];
}

export interface OutboxRow {
  readonly transaction: Transaction;
  readonly index: number;
  readonly envelope: Envelope;
  readonly payload: string;
}

/** A row of the inbox: proof that the consumer handled the message. */
export interface Receipt {
  readonly transaction: Transaction;
  readonly consumer: string;
  readonly message: string;
}

/** Why a transaction came about. `consumer` is null when only a header of what it sent says so. */
export interface Cause {
  readonly consumer: string | null;
  /** Id of a message or of a request. */
  readonly id: string;
}

/** The inbox row says it best; else the outbox rows do, else a business row. Null where none does, as for SQL typed by hand. */
export function causeOf({ receipts, outbox, namedCause }: Transaction): Cause | null {
  const receipt = receipts[0];
  if (receipt) return { consumer: receipt.consumer, id: receipt.message };
  const causation = outbox[0]?.envelope.causation ?? namedCause;
  return causation ? { consumer: null, id: causation } : null;
}

export function causeKey({ consumer, id }: Cause): string {
  return `${consumer ?? ''}\0${id}`;
}
