/** A record that a consumer has set aside, as it is stored (docs/formats.md). */
export interface ParkedMessage {
  readonly consumer: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** Null when the record is too broken to say. */
  readonly messageId: string | null;
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  /** ISO 8601 */
  readonly parkedAt: string;
  readonly value: string | null;
  /** Of RabbitMQ: the dead-letter queue that it lies in; else it is in a table or collection. */
  readonly queue?: string;
}

/** Which ones; what is undefined is any. */
export interface ParkedFilter {
  readonly topic?: string | undefined;
  readonly key?: string | undefined;
}

/** Where one consumer parks. */
export interface ParkedStore {
  /** In the order in which they were parked, key by key. */
  list(consumer: string, filter: ParkedFilter): Promise<readonly ParkedMessage[]>;
  drop(message: ParkedMessage): Promise<void>;
  close(): Promise<void>;
}
