/** What tram asks of a message broker. Adapters: kafka/. Contract: broker-contract.ts. */
export interface Broker {
  /** Topics that exist are fine, whatever their number of partitions. */
  createTopics(topics: readonly TopicToCreate[]): Promise<void>;
  publisher(): Promise<Publisher>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Closes every publisher and stops every subscription that is still open. */
  close(): Promise<void>;
}

export interface TopicToCreate {
  readonly name: string;
  readonly partitions: number;
}

/** Idempotent and confirmed by all replicas; order is kept within a topic and key. */
export interface Publisher {
  /** Resolves when every record is confirmed, in the order given; rejects when one is not, and then any of them may be on its topic. */
  publish(records: readonly RecordToSend[]): Promise<readonly SentRecord[]>;
  close(): Promise<void>;
}

export interface RecordToSend {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  /** Beside the value; the message format of Eventuate Tram has its headers in the value, and none here. */
  readonly headers?: RecordHeaders;
}

/** As UTF-8 text. */
export type RecordHeaders = Readonly<Record<string, string>>;

export interface SentRecord {
  readonly topic: string;
  readonly partition: number;
  /** Null where the broker did not say. */
  readonly offset: string | null;
}

export interface BrokerRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
  /** Absent where the record has none. */
  readonly headers?: RecordHeaders;
  /** Epoch milliseconds, by the broker's or the producer's clock. */
  readonly timestampMs: number;
}

export interface SubscribeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Called with one record of a partition at a time, partitions in parallel, from the oldest record on. The record counts
   * as consumed once this resolves; one that rejects is delivered again, as may be any after a crash.
   */
  readonly onRecord: (record: BrokerRecord) => Promise<void>;
  /** This member of the group got partitions, before the first record of them: others may have worked on these before. */
  readonly onAssigned: () => Promise<void>;
  /** The subscription had a failure and goes on by itself. */
  readonly onError: (error: Error) => void;
}

export interface Subscription {
  /** Waits for the records being handled, remembers how far they got, and leaves the group. */
  stop(): Promise<void>;
}
