/** What tram asks of a message broker. Adapters: kafka/, rabbitmq/. Contract: broker-contract.ts. */
export interface Broker {
  /** Topics that exist are fine, whatever their number of partitions. */
  createTopics(topics: readonly TopicToCreate[]): Promise<void>;
  /** What is published from now on waits for the group, which has yet to subscribe. A log keeps its records for every group anyway. */
  prepareGroup(group: string, topics: readonly string[]): Promise<void>;
  publisher(): Promise<Publisher>;
  subscribe(options: SubscribeOptions): Promise<Subscription>;
  /** Closes every publisher and stops every subscription that is still open. */
  close(): Promise<void>;
}

export interface TopicToCreate {
  readonly name: string;
  /** A broker that has no partitions makes none. */
  readonly partitions: number;
}

/** Confirmed by all replicas, and idempotent where the broker can be; order is kept within a topic and key. */
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
  /** The same whenever this record is delivered again, and another for each record of its partition. */
  readonly offset: string;
  readonly key: string | null;
  readonly value: string | null;
  /** Absent where the record has none. */
  readonly headers?: RecordHeaders;
  /** The queue that it was taken from; absent on a broker that has none. */
  readonly queue?: string;
  /** Epoch milliseconds, by the broker's or the producer's clock. */
  readonly timestampMs: number;
}

export interface SubscribeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /**
   * Called with one record of a partition at a time, partitions in parallel, from the oldest record on that the broker
   * has for the group. The record counts as consumed once this resolves; one that rejects is delivered again, as may be any after a crash.
   */
  readonly onRecord: (record: BrokerRecord) => Promise<void>;
  /** This member of the group got partitions, before the first record of them: others may have worked on these before. */
  readonly onAssigned: () => Promise<void>;
  /** The subscription had a failure and goes on by itself. */
  readonly onError: (error: Error) => void;
  /** Absent: a record that rejects is delivered again for ever. Refused by a broker that keeps no dead letters. */
  readonly deadLetters?: DeadLetterPolicy;
}

export interface DeadLetterPolicy {
  /** How often a record may reject before it is set aside; at once with MalformedMessageError and UnprocessableMessageError. */
  readonly attempts: number;
}

export interface Subscription {
  /** Waits for the records being handled, remembers how far they got, and leaves the group. */
  stop(): Promise<void>;
}
