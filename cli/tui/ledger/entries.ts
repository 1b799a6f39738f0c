import type { Envelope } from '../../model/mapping/envelope.ts';
import { eventuate } from '../../model/mapping/eventuate.ts';
import type { Model } from '../../model/model.ts';
import type { Observation } from '../../model/observation.ts';

type Seen<K extends Observation['kind']> = Extract<Observation, { kind: K }>;

/** What was seen, kind by kind, each in the order in which it was seen. */
export interface Entries {
  readonly requests: Seen<'request'>[];
  readonly outbox: OutboxEntry[];
  readonly records: RecordEntry[];
  /** By name: how full each queue of RabbitMQ was last. */
  readonly queues: Map<string, Seen<'queue'>>;
  /** What processes wrote, and how they and the probes fared. */
  readonly log: Seen<'line' | 'process' | 'probe'>[];
  /** Commits by place, to tell repeats of a probe that started over. */
  readonly commits: Set<string>;
  /** Where the row of a message stands in `outbox`, by the message's id. */
  readonly outboxAt: Map<string, number>;
  /** Where a record stands in `records`, by `topic/partition/offset`. */
  readonly recordAt: Map<string, number>;
}

export interface OutboxEntry {
  readonly model: Model;
  readonly observation: Seen<'transaction'>;
  readonly envelope: Envelope;
  /** JSON text. */
  readonly payload: string;
}

export interface RecordEntry {
  /** Undefined for a topic that no system file names. */
  readonly model: Model | undefined;
  readonly observation: Seen<'record'>;
  /** Undefined for a record that is no message. */
  readonly envelope: Envelope | undefined;
  readonly payload: string;
  /** How many moments had passed when it was seen. */
  readonly moment: number;
}

/** A record by its place, as it stands wherever one is named: `Order/0@12`. */
export interface RecordPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export function createEntries(): Entries {
  return {
    requests: [],
    outbox: [],
    records: [],
    queues: new Map(),
    log: [],
    commits: new Set(),
    outboxAt: new Map(),
    recordAt: new Map(),
  };
}

export function enterRequest({ requests }: Entries, observation: Seen<'request'>): void {
  requests.push(observation);
}

/** The rows that it adds to the outbox; none for a commit that was entered before. */
export function enterTransaction(
  { outbox, outboxAt, commits }: Entries,
  model: Model,
  observation: Seen<'transaction'>,
): readonly OutboxEntry[] {
  const { database, xid, lsn, changes } = observation;
  const mapping = model.roles.databases.get(database)?.mapping;
  if (!mapping) return [];
  const commit = `${database}/${xid}/${lsn}`;
  if (commits.has(commit)) return [];
  commits.add(commit);
  const entries = changes.flatMap(({ table, op, row }): OutboxEntry[] => {
    const message =
      table === mapping.outbox?.table && op === 'insert' && row ? mapping.messageOfRow(row) : undefined;
    return message ? [{ model, observation, ...message }] : [];
  });
  for (const entry of entries) {
    outboxAt.set(entry.envelope.id, outbox.length);
    outbox.push(entry);
  }
  return entries;
}

/** Undefined for a record that was entered before. */
export function enterRecord(
  { records, recordAt }: Entries,
  model: Model | undefined,
  observation: Seen<'record'>,
  moment: number,
): RecordEntry | undefined {
  const { value } = observation;
  const place = nameOfPlace(observation);
  if (recordAt.has(place)) return undefined;
  const message = model ? model.roles.readRecord(observation) : eventuate.messageOfRecord(observation);
  const { envelope, payload = value ?? '' } = message ?? {};
  const entry = { model, observation, envelope, payload, moment };
  recordAt.set(place, records.length);
  records.push(entry);
  return entry;
}

/** How many moments had passed when this record was seen; undefined where it was not. */
export function momentOfRecord({ records, recordAt }: Entries, place: RecordPlace): number | undefined {
  return records[recordAt.get(nameOfPlace(place)) ?? -1]?.moment;
}

function nameOfPlace({ topic, partition, offset }: RecordPlace): string {
  return `${topic}/${partition}/${offset}`;
}

export function enterLine({ log }: Entries, observation: Seen<'line' | 'process' | 'probe'>): void {
  log.push(observation);
}
