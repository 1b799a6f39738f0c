import type { RecordFact, Row } from '../observation.ts';
import type { SentMessage } from './envelope.ts';

/** How messages stand in the tables of a database, and on topics. */
export interface MessageMapping {
  /** Undefined where the database only receives. */
  readonly outbox: MappedTable | undefined;
  /** Undefined where nothing notes what was handled. */
  readonly inbox: MappedTable | undefined;
  /** A row of the outbox as a message; undefined when it is none. */
  messageOfRow(row: Row): SentMessage | undefined;
  /** What a row of the inbox says. */
  receiptOf(row: Row): ReceiptRow;
  /** Undefined when the record is no message of this form. */
  messageOfRecord(record: RecordOnTopic): SentMessage | undefined;
}

export interface MappedTable {
  /** As the facts name it: `table` in the schema public, else `schema.table`. */
  readonly table: string;
  /** The columns that tell its rows apart. */
  readonly key: readonly string[];
}

export interface ReceiptRow {
  readonly consumer: string;
  readonly message: string;
}

export type RecordOnTopic = Pick<RecordFact, 'topic' | 'key' | 'value' | 'headers'>;
