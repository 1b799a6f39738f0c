/**
 * One structured line per thing that no database row and no broker record shows. A service or relay writes them
 * (JSON, one per line) to the file descriptor named by TRAM_LINES_FD; nothing is written where that is unset.
 * `at` is epoch milliseconds with fraction, by the clock of the process that writes.
 */
export type Line = HttpLine | DeliveryLine | PublishedLine | FaultLine;

export interface HttpLine {
  readonly event: 'http';
  readonly at: number;
  readonly service: string;
  /** The request's own id: causation-id of every message the request sends. */
  readonly id: string;
  readonly correlation: string;
  /** Id of the request or message in whose handling another service made this one. */
  readonly cause?: string;
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
  /** Of RabbitMQ: the queue that it was taken from; `topic` is then its exchange, `key` its routing key. */
  readonly queue?: string;
  /** Null when the record is too broken to say. */
  readonly message: string | null;
  readonly type: string | null;
  readonly correlation: string | null;
  readonly ms: number;
  /** 1 for the first try; present on retry and parked. */
  readonly attempt?: number;
  readonly error?: string;
  /** True for the direct effect of a fault: the retry after `fail`, the second delivery of `duplicate`. */
  readonly injected?: boolean;
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
  /** End LSN of the commit, as PostgreSQL prints it (`16/B374D848`); null where the relay polls, as no row tells it. */
  readonly lsn: string | null;
  /** True for the second publication of a fault that duplicates. */
  readonly injected?: boolean;
}

/** A fault that a scenario declares has fired: written before it takes effect. Of the rest only what is known is there. */
export interface FaultLine {
  readonly event: 'fault';
  readonly at: number;
  /** Name of the process. */
  readonly service: string;
  /** Which arming it belongs to, and which of the process's faults it is, from 0. */
  readonly arming: string;
  readonly index: number;
  /** As the scenario says it: `customer-service.OrderCreated.before-commit`. */
  readonly point: string;
  readonly do: 'crash' | 'delay' | 'drop' | 'duplicate' | 'fail';
  /** How often the seam was reached, this time included. */
  readonly call: number;
  readonly correlation: string | null;
  /** Id of the request being handled. */
  readonly request?: string;
  /** Id of the message being handled or published. */
  readonly message?: string;
  readonly type?: string | null;
  readonly consumer?: string;
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: string;
  readonly key?: string | null;
  /** Whose outbox, for a relay. */
  readonly database?: string;
}
