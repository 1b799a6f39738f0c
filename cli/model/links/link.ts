import type { Handling } from '../handling.ts';
import type { Exchange } from '../indexes/exchanges.ts';
import type {
  Application,
  Delivery,
  Firing,
  MessageStory,
  Publication,
  TopicRecord,
} from '../indexes/message-story.ts';
import type { OutboxRow, Receipt, RowEvent, Transaction } from '../indexes/transaction.ts';
import type { Moment } from '../indexes/moment.ts';
import type { HopKind, HopRef } from '../hop.ts';
import type { SagaRole } from '../roles.ts';

/**
 * One link of a chain before it is printed: what was seen, still linked to all that belongs to it. What follows from a
 * link is found by `following`, what is printed of it by `hopOf`.
 */
export type Link =
  | ExchangeLink
  | RowLink
  | SagaLink
  | OutboxLink
  | RelayLink
  | RecordLink
  | DeliveryLink
  | DocumentLink
  | FaultLink
  | MissingLink;

interface Linked {
  /** Unique in a model, and the same however often the chain is read. */
  readonly id: string;
  readonly correlation: string;
}

export interface ExchangeLink extends Linked {
  readonly kind: 'http';
  readonly exchange: Exchange;
}

export interface RowLink extends Linked {
  readonly kind: 'row';
  readonly event: RowEvent;
  /** The last row of a transaction carries what the transaction sent. */
  readonly outbox: readonly OutboxRow[];
}

export interface SagaLink extends Linked {
  readonly kind: 'saga';
  readonly saga: SagaRole;
  readonly event: RowEvent;
  readonly instance: string;
  readonly from: string | null | undefined;
  readonly to: string;
}

export interface OutboxLink extends Linked {
  readonly kind: 'outbox';
  readonly story: MessageStory;
  readonly row: OutboxRow;
}

export interface RelayLink extends Linked {
  readonly kind: 'relay';
  readonly story: MessageStory;
  readonly publication: Publication;
}

export interface RecordLink extends Linked {
  readonly kind: 'record';
  readonly story: MessageStory;
  readonly record: TopicRecord;
}

export interface DeliveryLink extends Linked {
  readonly kind: 'handled' | 'duplicate' | 'retry' | 'parked';
  readonly story: MessageStory;
  readonly handling: Handling;
  /** What shows it: a line; or, when the process died before it wrote one, what it committed. */
  readonly proof: Delivery | Receipt | { readonly transaction: Transaction };
  /** Only the first handling of a message has effects. */
  readonly hasEffects: boolean;
}

export interface DocumentLink extends Linked {
  readonly kind: 'document';
  readonly story: MessageStory;
  readonly service: string;
  readonly application: Application;
}

export interface FaultLink extends Linked {
  readonly kind: 'fault';
  readonly firing: Firing;
}

/** What must follow and was not seen. */
export interface MissingLink extends Linked {
  readonly kind: 'missing';
  readonly expected: HopKind;
  readonly service: string;
  /** What did not happen, to be read as `<what> for 3.2 s`. */
  readonly what: string;
  readonly note: string;
  readonly ref: HopRef;
  /** When its cause was seen. */
  readonly since: Moment;
}
