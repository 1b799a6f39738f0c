import type { LineFact, RecordFact, RecordPlace, StepFact } from '../observation.ts';
import type { Envelope } from '../mapping/envelope.ts';
import type { ReadRecord } from '../mapping/mappings.ts';
import { newStory, type MessageStory, type TopicRecord } from './message-story.ts';
import type { Moment } from './moment.ts';
import { withFiring } from './faults.ts';
import { addTo, listed } from './multimap.ts';
import { compareCoordinates, compareOffsets } from './offset.ts';
import type { OutboxRow, Receipt } from './transaction.ts';

export interface Messages {
  readonly stories: Map<string, MessageStory>;
  readonly byCorrelation: Map<string, MessageStory[]>;
  /** By the id of the message or request whose handling sent them. */
  readonly byCausation: Map<string, MessageStory[]>;
  /** By the same ids: those that carry no correlation of their own. */
  readonly heirs: Map<string, MessageStory[]>;
  /** By `laneOf(topic, key)`. */
  readonly lanes: Map<string, Lane>;
  /** Last offset seen, by topic and partition: a probe that starts over repeats itself. */
  readonly read: Map<string, string>;
  /** `placeName` of the records that the lab itself put on a topic. */
  readonly injected: Set<string>;
  /** Lines so far, by process. */
  readonly written: Map<string, number>;
}

/** What one key sent through one topic: the order that consumers rely on. */
export interface Lane {
  /** In commit order of their database. */
  readonly sent: OutboxRow[];
  /** In order of their partition. */
  readonly records: TopicRecord[];
}

export function createMessages(): Messages {
  return {
    stories: new Map(),
    byCorrelation: new Map(),
    byCausation: new Map(),
    heirs: new Map(),
    lanes: new Map(),
    read: new Map(),
    injected: new Set(),
    written: new Map(),
  };
}

export function storyOf(messages: Messages, id: string): MessageStory {
  const known = messages.stories.get(id);
  if (known) return known;
  const story = newStory(id);
  messages.stories.set(id, story);
  return story;
}

export function laneName(topic: string, key: string | null): string {
  return `${topic}\0${key ?? ''}`;
}

export function laneOf(messages: Messages, topic: string, key: string | null): Lane {
  const name = laneName(topic, key);
  const known = messages.lanes.get(name);
  if (known) return known;
  const lane = { sent: [], records: [] };
  messages.lanes.set(name, lane);
  return lane;
}

export function foldOutboxRow(messages: Messages, row: OutboxRow): void {
  const { envelope } = row;
  const story = storyOf(messages, envelope.id);
  story.outbox = [...story.outbox, row].sort(compareRows);
  learn(messages, story, envelope, story.outbox[0] === row);
  laneOf(messages, envelope.topic, envelope.key).sent.push(row);
}

export function foldStep({ injected }: Messages, { put }: StepFact): void {
  if (put) injected.add(placeName(put));
}

/** Whether the lab put it there, past every outbox. */
export function isInjected({ injected }: Messages, record: RecordPlace): boolean {
  return injected.has(placeName(record));
}

function placeName({ topic, partition, offset }: RecordPlace): string {
  return `${topic}/${partition}@${offset}`;
}

export function foldReceipt(messages: Messages, receipt: Receipt): void {
  const story = storyOf(messages, receipt.message);
  story.receipts = [...story.receipts, receipt];
}

export function foldRecord(messages: Messages, read: ReadRecord, fact: RecordFact, at: Moment): void {
  const { topic, partition, offset } = fact;
  const place = `${topic}/${partition}`;
  const last = messages.read.get(place);
  if (last !== undefined && compareOffsets(offset, last) <= 0) return;
  messages.read.set(place, offset);

  const message = read(fact);
  const envelope = message?.envelope ?? null;
  // A broker may carry no key, where the value tells it.
  const key = envelope?.tells ? envelope.key : fact.key;
  const payload = message?.payload ?? '';
  // Of a record that is no message they show why not.
  const beside = fact.headers && (envelope === null || payload === fact.value) && { headers: fact.headers };
  const { exchange } = fact;
  const routed = exchange !== undefined && { routing: { exchange, routingKey: fact.key ?? '' } };
  const record = { topic, partition, offset, key, envelope, payload, at, ...beside, ...routed };
  laneOf(messages, topic, key).records.push(record);
  if (!envelope) return;
  const story = storyOf(messages, envelope.id);
  story.records = [...story.records, record].sort(compareCoordinates);
  learn(messages, story, envelope, story.outbox.length === 0 && story.records[0] === record);
}

/** Lines about messages. Those of unknown events, and those that name no message, say nothing about any. */
export function foldMessageLine(messages: Messages, { process, line }: LineFact, at: Moment): void {
  if (line.event === 'http' || typeof line.message !== 'string') return;
  const order = (messages.written.get(process) ?? 0) + 1;
  messages.written.set(process, order);
  const story = storyOf(messages, line.message);
  switch (line.event) {
    case 'published':
      if (story.publications.some((known) => isSame(known, process, line))) return;
      story.publications = [...story.publications, { process, order, at, line }];
      break;
    case 'fault':
      story.faults = withFiring(story.faults, { process, order, at, line });
      break;
    case 'handled':
    case 'duplicate':
    case 'skipped':
    case 'retry':
    case 'parked':
      if (story.deliveries.some((known) => isSame(known, process, line))) return;
      story.deliveries = [...story.deliveries, { process, order, at, line }];
      break;
    default:
      return;
  }
  if (line.correlation !== null) correlate(messages, story, line.correlation);
}

/** A file that is read again repeats its lines: alike in all that tells two events apart. */
function isSame<L extends { at: number; event: string; offset: string | null }>(
  known: { process: string; line: L },
  process: string,
  line: L,
): boolean {
  const { at, event, offset } = known.line;
  return known.process === process && at === line.at && event === line.event && offset === line.offset;
}

function learn(messages: Messages, story: MessageStory, envelope: Envelope, isBest: boolean): void {
  const { correlation, causation } = envelope;
  if (correlation !== null) correlate(messages, story, correlation);
  if (!isBest) return;
  if (causation !== null && story.envelope?.causation !== causation)
    addTo(messages.byCausation, causation, story);
  story.envelope = envelope;
}

/** And what was sent because of it, where that says nothing itself. */
export function correlate(messages: Messages, story: MessageStory, correlation: string): void {
  if (story.correlations.includes(correlation)) return;
  story.correlations = [...story.correlations, correlation];
  addTo(messages.byCorrelation, correlation, story);
  for (const heir of listed(messages.heirs, story.id)) correlate(messages, heir, correlation);
}

/** The same id in two outboxes is a fault, which must look the same whoever is heard first. */
function compareRows(left: OutboxRow, right: OutboxRow): number {
  const [a, b] = [left.transaction, right.transaction];
  if (a.database !== b.database) return a.database < b.database ? -1 : 1;
  return a.order - b.order || left.index - right.index;
}
