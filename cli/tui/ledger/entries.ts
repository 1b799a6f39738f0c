import type { DeliveryLine, Line } from '../../../services/tram/observe/line.ts';
import { messageOfRecord, messageOfRow, outboxTable, type Envelope } from '../../model/indexes/envelope.ts';
import type { Model } from '../../model/model.ts';
import type { Observation } from '../../model/observation.ts';

type Seen<K extends Observation['kind']> = Extract<Observation, { kind: K }>;

/** What was seen, kind by kind, each in the order in which it was seen. */
export interface Entries {
  readonly requests: Seen<'request'>[];
  readonly outbox: OutboxEntry[];
  readonly records: RecordEntry[];
  /** What processes wrote, and how they and the probes fared. */
  readonly log: Seen<'line' | 'process' | 'probe'>[];
  /** Repeats and lines of a file that is read again are told apart by this. */
  readonly known: Set<string>;
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
}

export function createEntries(): Entries {
  return { requests: [], outbox: [], records: [], log: [], known: new Set() };
}

export function enterRequest({ requests }: Entries, observation: Seen<'request'>): void {
  requests.push(observation);
}

export function enterTransaction(
  { outbox, known }: Entries,
  model: Model,
  observation: Seen<'transaction'>,
): void {
  const { database, xid, lsn, changes } = observation;
  if (!(model.roles.databases.get(database)?.hasMessages ?? false)) return;
  if (!isNew(known, `${database}/${xid}/${lsn}`)) return;
  for (const { table, op, row } of changes) {
    const message = table === outboxTable && op === 'insert' && row ? messageOfRow(row) : undefined;
    if (message) outbox.push({ model, observation, ...message });
  }
}

export function enterRecord(
  { records, known }: Entries,
  model: Model | undefined,
  observation: Seen<'record'>,
): void {
  const { topic, partition, offset, value } = observation;
  if (!isNew(known, `${topic}/${partition}@${offset}`)) return;
  const message = messageOfRecord(topic, value);
  records.push({ model, observation, envelope: message?.envelope, payload: message?.payload ?? value ?? '' });
}

export function enterLine({ log }: Entries, observation: Seen<'line' | 'process' | 'probe'>): void {
  log.push(observation);
}

export function isDelivery(line: Line): line is DeliveryLine {
  return 'consumer' in line && line.event !== 'fault';
}

function isNew(known: Set<string>, name: string): boolean {
  if (known.has(name)) return false;
  known.add(name);
  return true;
}
