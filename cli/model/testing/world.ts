import type { DeliveryLine, HttpLine, Line } from '../../../services/tram/observe/line.ts';
import type { System } from '../../systems/system.ts';
import { createModel, fold, type Model, type ModelOptions } from '../model.ts';
import type { DocumentFact, Fact, Observation, Row, RowChange } from '../observation.ts';
import { outboxRow, receipt, recordValue, type TestMessage } from './rows.ts';

/** A fact with the source that told it: only within a source is there an order. */
export interface Told {
  readonly source: string;
  readonly observation: Observation;
}

/** What a request or a handled message is to what follows from it. */
export interface CausedBy {
  readonly correlation: string;
  readonly id: string;
  /** Set where a consumer with an inbox handled a message. */
  readonly consumer?: string;
}

export interface TestEvent {
  readonly aggregate: string;
  readonly id: string | number;
  readonly type: string;
  readonly payload: unknown;
  /** Of a command or reply, which `aggregate` is the topic of and `id` the key. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Where it is another than the transaction's. */
  readonly cause?: CausedBy;
}

export interface TestRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
}

export interface Commit {
  readonly cause?: CausedBy;
  readonly rows?: readonly RowChange[];
  readonly events?: readonly TestEvent[];
}

/** Tells the facts of a world as its probes would; one millisecond passes with each. */
export class World {
  readonly system: System;
  readonly told: Told[] = [];
  #ms = 1_700_000_000_000;
  #ids = 0;
  #xid = 740;
  readonly #offsets = new Map<string, number>();

  constructor(system: System) {
    this.system = system;
  }

  tell(source: string, fact: Fact): void {
    this.#ms += 1;
    const seq = this.told.length + 1;
    this.told.push({ source, observation: { ...fact, seq, seenMs: this.#ms + 0.5, sourceMs: this.#ms } });
  }

  newId(): string {
    this.#ids += 1;
    return `${this.#ids.toString(16).padStart(16, '0')}-00000000000000aa`;
  }

  /** A request that the lab fires and the service answers. */
  request(service: string, method: string, path: string, status = 200, requestBody?: unknown): CausedBy {
    const id = this.newId();
    const sent = requestBody === undefined ? {} : { requestBody };
    this.tell('lab', { kind: 'request', id, correlation: id, service, method, path, status, ms: 4, ...sent });
    this.httpLine(service, { id, correlation: id, method, path, status });
    return { id, correlation: id };
  }

  httpLine(service: string, exchange: Omit<HttpLine, 'event' | 'at' | 'service' | 'ms'>): void {
    this.line(service, { event: 'http', at: this.#ms, service, ms: 2, ...exchange });
  }

  line(process: string, line: Line): void {
    this.tell(`lines ${process}`, { kind: 'line', process, line });
  }

  commit(database: string, { cause, rows = [], events = [] }: Commit): TestMessage[] {
    this.#xid += 1;
    const xid = this.#xid;
    const lsn = `0/${(0x1a00 + xid).toString(16).toUpperCase()}`;
    const messages = events.map((event): TestMessage => {
      const { correlation = '', id: causation = '' } = event.cause ?? cause ?? {};
      const id = this.newId();
      const payload = JSON.stringify(event.payload);
      const { aggregate: topic, type, headers } = event;
      const message = {
        id,
        topic,
        key: `${event.id}`,
        type,
        correlation,
        causation,
        payload,
        database,
        xid,
        lsn,
      };
      return headers === undefined ? message : { ...message, headers };
    });
    const inbox = cause?.consumer === undefined ? [] : [receipt(cause.consumer, cause.id)];
    const changes = [...inbox, ...rows, ...messages.map(outboxRow)];
    this.tell(`wal ${database}`, { kind: 'transaction', database, xid, lsn, changes });
    return messages;
  }

  relay(message: TestMessage, record: TestRecord | null): void {
    const { id, topic, key, type, correlation, database, xid, lsn } = message;
    this.line('relay', {
      event: 'published',
      ms: 1,
      at: this.#ms,
      relay: 'relay',
      database,
      message: id,
      correlation,
      type,
      topic,
      key,
      partition: record?.partition ?? 0,
      offset: record?.offset ?? null,
      xid,
      lsn,
    });
  }

  record(message: TestMessage, { topic = message.topic, key = message.key, partition = 0 } = {}): TestRecord {
    return this.rawRecord(topic, key, recordValue(message), partition);
  }

  rawRecord(topic: string, key: string | null, value: string | null, partition = 0): TestRecord {
    const source = `topic ${topic}/${partition}`;
    const next = this.#offsets.get(source) ?? 0;
    this.#offsets.set(source, next + 1);
    const offset = `${next}`;
    this.tell(source, { kind: 'record', topic, partition, offset, key, value });
    return { topic, partition, offset };
  }

  /** The record, then the relay's line about it. */
  publish(message: TestMessage): TestRecord {
    const record = this.record(message);
    this.relay(message, record);
    return record;
  }

  deliver(
    consumer: string,
    message: TestMessage,
    record: TestRecord,
    outcome: Partial<DeliveryLine> = {},
  ): void {
    const service = this.system.consumers[consumer]?.service ?? '';
    const { id, key, type, correlation } = message;
    this.line(service, {
      event: 'handled',
      at: this.#ms,
      service,
      consumer,
      ...record,
      key,
      message: id,
      type,
      correlation,
      ms: 1,
      ...outcome,
    });
  }

  document(fact: Omit<DocumentFact, 'kind' | 'database'>, database = 'order-history-db'): void {
    this.tell(`views ${database}`, { kind: 'document', database, ...fact });
  }

  /** Nothing was there before the first transaction: as the lab reads it in the probe's snapshot. */
  readBefore(rows: Readonly<Record<string, readonly Row[]>> = {}): void {
    for (const [database, tables] of Object.entries(this.system.tables))
      for (const table of Object.keys(tables))
        this.tell('snapshots', { kind: 'snapshot', database, table, rows: rows[table] ?? [] });
  }

  gap(probe: string, detail = 'the connection was lost'): void {
    this.tell(`probe ${probe}`, { kind: 'probe', probe, state: 'gap', detail });
  }

  model(told: readonly Told[] = this.told, options: ModelOptions = {}): Model {
    const model = createModel(this.system, options);
    for (const { observation } of told) fold(model, observation);
    return model;
  }
}
