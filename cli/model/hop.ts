/** One link of a causal chain, as `--reporter json` prints it. The format is a stable contract (docs/formats.md). */
export interface Hop {
  readonly id: string;
  /** Id of the hop that caused this one; null for a root. `cause` makes the chain a tree, without any clock. */
  readonly cause: string | null;
  readonly correlation: string;
  readonly kind: HopKind;
  /** What it is within its kind: an event type, `insert`, a method, the kind that is missing. */
  readonly type: string;
  readonly service: string;
  /** For people: one short phrase. */
  readonly label: string;
  readonly ref: HopRef;
  readonly injected: boolean;
  /** Epoch milliseconds by the clock named; null for a hop that is missing. */
  readonly atMs: number | null;
  readonly clock: 'source' | 'seen';
  readonly sinceRootMs: number | null;
  readonly sinceCauseMs: number | null;
  /** Of a hop that is missing alone: for how long it has been. */
  readonly waitedMs?: number;
}

export const hopKinds = [
  'http',
  'row',
  'outbox',
  'relay',
  'record',
  'handled',
  'duplicate',
  'retry',
  'parked',
  'saga',
  'document',
  'fault',
  'missing',
] as const;
export type HopKind = (typeof hopKinds)[number];

/** Only what is real is present. */
export interface HopRef {
  readonly method?: string;
  readonly path?: string;
  readonly status?: number | null;
  readonly database?: string;
  readonly table?: string;
  readonly key?: Readonly<Record<string, string | null>> | string | null;
  readonly xid?: number;
  readonly lsn?: string;
  readonly message?: string;
  /** Of a command or a reply; an event has none. */
  readonly form?: 'command' | 'reply';
  /** Of a reply: whether the command was carried out, or refused. */
  readonly outcome?: 'SUCCESS' | 'FAILURE';
  readonly topic?: string;
  readonly partition?: number;
  readonly offset?: string;
  /** Of RabbitMQ: the exchange that a record was published to, with its routing key, and the queue that a consumer took it from. */
  readonly exchange?: string;
  readonly routingKey?: string;
  readonly queue?: string;
  readonly consumer?: string;
  readonly saga?: string;
  readonly instance?: string;
  /** Of a command or reply: the saga's step, `undo <step>` where it undoes one. */
  readonly step?: string;
  readonly collection?: string;
  readonly _id?: string;
  readonly error?: string;
}
