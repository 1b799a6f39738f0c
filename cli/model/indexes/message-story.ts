import type { DeliveryLine, FaultLine, PublishedLine } from '../../../services/tram/observe/line.ts';
import { messageTitle } from '../message-title.ts';
import type { Envelope } from '../mapping/envelope.ts';
import type { RecordFact } from '../observation.ts';
import type { Moment } from './moment.ts';
import type { OutboxRow, Receipt } from './transaction.ts';

/**
 * All that was seen of one message, whoever saw it and in whatever order: the place where the sources meet. Its lists
 * are short, and replaced rather than pushed to.
 */
export interface MessageStory {
  readonly id: string;
  /** The outbox row's where it was seen, else a record's. */
  envelope: Envelope | undefined;
  outbox: readonly OutboxRow[];
  publications: readonly Publication[];
  /** In order of topic, partition and offset. */
  records: readonly TopicRecord[];
  deliveries: readonly Delivery[];
  receipts: readonly Receipt[];
  applications: readonly Application[];
  /** Faults that fired while it was relayed or handled, in order of their lines. */
  faults: readonly Firing[];
  /** The request or message whose handling sent it, where its own headers do not say. */
  cause: string | undefined;
  /** Every correlation that it was seen with; usually one. */
  correlations: readonly string[];
}

/** Where a line stood in what its process wrote. */
export interface Written {
  readonly process: string;
  readonly order: number;
  readonly at: Moment;
}

export interface Publication extends Written {
  readonly line: PublishedLine;
}

export interface Delivery extends Written {
  readonly line: DeliveryLine;
}

/** A fault that fired. */
export interface Firing extends Written {
  readonly line: FaultLine;
}

export interface TopicRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: string | null;
  /** Null for a record that is no message. */
  readonly envelope: Envelope | null;
  readonly payload: string;
  /** Of a record whose value is its payload alone, or that is no message: what stands beside it. */
  readonly headers?: RecordFact['headers'];
  /** Of RabbitMQ alone: where it was published to. */
  readonly routing?: { readonly exchange: string; readonly routingKey: string };
  readonly at: Moment;
}

/** A change of a view document whose guard says that it applied this message. */
export interface Application {
  readonly view: string;
  readonly database: string;
  readonly collection: string;
  readonly document: string;
  readonly op: string;
  /** Place among the changes of its document. */
  readonly order: number;
  readonly at: Moment;
}

const none: readonly never[] = [];

export function newStory(id: string): MessageStory {
  return {
    id,
    envelope: undefined,
    outbox: none,
    publications: none,
    records: none,
    deliveries: none,
    receipts: none,
    applications: none,
    faults: none,
    cause: undefined,
    correlations: none,
  };
}

/** The outbox has the say; a line is believed only where nothing else is known. */
export function correlationOf({ envelope, correlations }: MessageStory): string {
  return envelope?.correlation ?? correlations[0] ?? '';
}

export function typeOf({ envelope, publications, deliveries }: MessageStory): string | null {
  if (envelope) return envelope.type;
  return publications[0]?.line.type ?? deliveries[0]?.line.type ?? null;
}

/** What it is called where people read of it. */
export function titleOf(story: MessageStory): string {
  const { form, outcome } = story.envelope ?? {};
  return messageTitle({ type: typeOf(story), form, outcome });
}

export function topicOf({ envelope, publications, deliveries }: MessageStory): string {
  return envelope?.topic ?? publications[0]?.line.topic ?? deliveries[0]?.line.topic ?? '';
}
