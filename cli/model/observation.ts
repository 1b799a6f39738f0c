/**
 * Everything the lab knows came as one of these. Probes make them, `fold` joins them, a recording is a file of them.
 * `seenMs` is epoch milliseconds when the lab saw it; `sourceMs` the same by the clock of where it happened, if that
 * says. Neither joins anything: ids, xids, LSNs and offsets do.
 */
export type Observation = {
  readonly seq: number;
  readonly seenMs: number;
  readonly sourceMs?: number;
} & Fact;

export type Fact =
  | RequestFact
  | TransactionFact
  | SnapshotFact
  | RecordFact
  | QueueFact
  | DocumentFact
  | LineFact
  | LogFact
  | ProcessFact
  | StepFact
  | ProbeFact;

/** A request the lab itself fired (the service's own view of it arrives as a line with the same id). */
export interface RequestFact {
  readonly kind: 'request';
  readonly id: string;
  readonly correlation: string;
  readonly service: string;
  readonly method: string;
  readonly path: string;
  /** Null when no answer came; `error` then says why. */
  readonly status: number | null;
  readonly ms: number;
  readonly requestBody?: unknown;
  readonly responseBody?: unknown;
  readonly error?: string;
}

/**
 * One committed transaction of one database, in commit order. Where the probe polls: what it left of each row by the time
 * of a look; two of one look may be in either order, and a transaction with savepoints is several.
 */
export interface TransactionFact {
  readonly kind: 'transaction';
  readonly database: string;
  /** 0, which is nobody's, where the probe polls and rows are gone: whose deed that was nothing tells. */
  readonly xid: number;
  /** End LSN of the commit; absent where the probe polls. */
  readonly lsn?: string;
  readonly changes: readonly RowChange[];
}

export type Row = Readonly<Record<string, string | null>>;

/** Values are PostgreSQL's text form, so that numeric and bigint stay exact. */
export interface RowChange {
  readonly op: 'insert' | 'update' | 'delete';
  readonly table: string;
  /** Primary key columns only. */
  readonly key: Row;
  /** Null for a delete. */
  readonly row: Row | null;
  /** The whole row before, where the log holds it (REPLICA IDENTITY FULL). */
  readonly before?: Row;
}

/** State of rows before the first transaction seen, read in the snapshot at which the probe's slot begins. */
export interface SnapshotFact {
  readonly kind: 'snapshot';
  readonly database: string;
  readonly table: string;
  readonly rows: readonly Row[];
  /** The rows read are all those whose `column` has one of `values`; the whole table where these are absent. */
  readonly column?: string;
  readonly values?: readonly string[];
}

export interface RecordFact {
  readonly kind: 'record';
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** UTF-8 text as on the topic; null for a tombstone. */
  readonly value: string | null;
  /** UTF-8 text by name; absent where the record has none beside its value. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Of RabbitMQ alone: the exchange that it came to. `key` is then the routing key, and nothing real is in `partition` and `offset`. */
  readonly exchange?: string;
}

/** How many messages wait in a queue of RabbitMQ; told when that changes. It proves nothing: it was so when it was asked. */
export interface QueueFact {
  readonly kind: 'queue';
  readonly queue: string;
  /** Whose messages come to it. */
  readonly exchange: string;
  /** Ready for a consumer; null where there is no such queue. */
  readonly ready: number | null;
  /** In its dead-letter queue; null where it has none. */
  readonly dead: number | null;
}

export interface DocumentFact {
  readonly kind: 'document';
  readonly database: string;
  readonly collection: string;
  /** The _id in MongoDB's relaxed extended JSON, as text. */
  readonly id: string;
  readonly op: 'insert' | 'update' | 'replace' | 'delete';
  /** The whole document after the change (int64 as number or bigint, Decimal128 as its text); null for a delete. */
  readonly document: Readonly<Record<string, unknown>> | null;
}

/** A structured line written by a service or relay. Typed loosely here: foreign versions may write unknown events. */
export interface LineFact {
  readonly kind: 'line';
  /** Name of the process that wrote it. */
  readonly process: string;
  readonly line: import('../../services/tram/observe/line.ts').Line;
}

/** A line of a service's log: text for people. Told only of systems with an invariant that looks through it. */
export interface LogFact {
  readonly kind: 'log';
  /** Name of the process that wrote it. */
  readonly process: string;
  readonly text: string;
}

export interface ProcessFact {
  readonly kind: 'process';
  readonly process: string;
  readonly pid: number | null;
  readonly state: 'starting' | 'ready' | 'paused' | 'exited' | 'stopped';
  readonly detail?: string;
}

export interface StepFact {
  readonly kind: 'step';
  readonly scenario: string;
  readonly step: string;
  readonly state: 'started' | 'passed' | 'failed';
  /** The record that the step put on a topic, past every outbox: nothing of the system's doing. */
  readonly put?: RecordPlace;
}

export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

/** A probe's own state: a gap means that something may have been missed, so that no verdict may be pass. */
export interface ProbeFact {
  readonly kind: 'probe';
  readonly probe: string;
  readonly state: 'watching' | 'gap' | 'polling';
  readonly detail?: string;
}
