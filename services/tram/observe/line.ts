/**
 * One structured line per thing that no database row and no broker record shows. A service or relay writes them
 * (JSON, one per line) to the file descriptor named by TRAM_LINES_FD; nothing is written where that is unset.
 * `at` is epoch milliseconds with fraction, by the clock of the process that writes.
 */
export type Line = HttpLine | DeliveryLine | PublishedLine;

export interface HttpLine {
  readonly event: 'http';
  readonly at: number;
  readonly service: string;
  /** The request's own id: causation-id of every message the request sends. */
  readonly id: string;
  readonly correlation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly ms: number;
}

/** What a consumer did with one delivery of one record. */
export interface DeliveryLine {
  readonly event: 'handled' | 'duplicate' | 'skipped' | 'retry' | 'parked';
  readonly at: number;
  readonly service: string;
  /** Subscriber id: the Kafka group and the inbox's consumer_id. */
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** Null when the record is too broken to say. */
  readonly message: string | null;
  readonly type: string | null;
  readonly correlation: string | null;
  readonly ms: number;
  /** 1 for the first try; present on retry and parked. */
  readonly attempt?: number;
  readonly error?: string;
}

/** The broker confirmed one message of the outbox, `ms` after it was handed to it. */
export interface PublishedLine {
  readonly event: 'published';
  readonly at: number;
  readonly ms: number;
  readonly relay: string;
  readonly database: string;
  readonly message: string;
  readonly correlation: string | null;
  readonly type: string | null;
  readonly topic: string;
  readonly key: string;
  readonly partition: number;
  /** Offset as the broker answered it, where it can be told for this one record. */
  readonly offset: string | null;
  readonly xid: number;
  /** End LSN of the commit, as PostgreSQL prints it (`16/B374D848`). */
  readonly lsn: string;
}
