import pg from 'pg';
import { expect, vi } from 'vitest';
import type { Broker } from '../../broker/broker.ts';
import { kafkaBroker } from '../../broker/kafka/kafka-broker.ts';
import type { Consumer } from '../../consumer/consume.ts';
import type { DeliveryLine, Line } from '../../observe/line.ts';
import { createTramTables } from '../../postgres/tables.ts';
import { inTransaction } from '../../postgres/transaction.ts';
import { startPipeline } from '../../relay/pipeline.ts';
import type { SagaDefinition } from '../definition.ts';
import { type Sagas, startSagas } from '../start-sagas.ts';
import { type OrderData, orderSaga } from './order-saga.ts';
import { startParticipants } from './participants.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

export function until(assertion: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assertion, { timeout: 20_000, interval: 10 });
}

interface SagaRow {
  readonly state: string;
  readonly steps: Record<string, string>;
  readonly data: OrderData;
}

export interface OrderWorldOptions {
  /** `host:port` of a broker. */
  readonly broker: string;
  /** Of empty databases: the orchestrator's and the participants'. */
  readonly urls: readonly [string, string];
}

/** A relay, participants, and as many orchestrators as a test starts. */
export class OrderWorld {
  readonly lines: DeliveryLine[] = [];
  readonly broken = new Set<number>();
  readonly pool: pg.Pool;
  readonly participantsPool: pg.Pool;
  readonly broker: Broker;
  participants!: Consumer;
  readonly #managers = new Set<Sagas>();
  readonly #endings: (() => Promise<unknown>)[] = [];

  private constructor(url: string, participantsUrl: string, broker: Broker) {
    [this.pool, this.participantsPool] = [url, participantsUrl].map((connectionString) => {
      const pool = new pg.Pool({ connectionString });
      pool.on('error', () => undefined);
      return pool;
    }) as [pg.Pool, pg.Pool];
    this.broker = broker;
  }

  static async prepare({ urls, broker: address }: OrderWorldOptions): Promise<OrderWorld> {
    const broker = kafkaBroker({ brokers: [address], clientId: 'orders' });
    const world = new OrderWorld(...urls, broker);
    await Promise.all([createTramTables(world.pool), createTramTables(world.participantsPool)]);
    await world.pool.query(
      `CREATE TABLE orders (saga text, amount int, state text NOT NULL DEFAULT 'PENDING');
       CREATE TABLE ends (saga text, how text)`,
    );
    await broker.createTopics(['credit', 'bank'].map((name) => ({ name, partitions: 4 })));
    const relays = urls.map((url, index) =>
      startPipeline({
        relay: 'relay',
        name: `db-${index}`,
        mode: 'wal',
        purgeAfterMs: undefined,
        url,
        openPublisher: () => broker.publisher(),
        lines: world.writer,
        log: quiet,
      }),
    );
    world.participants = await startParticipants({
      pool: world.participantsPool,
      broker,
      lines: world.writer,
      broken: world.broken,
    });
    world.#endings.push(
      () => world.participants.stop(),
      () => Promise.all(relays.map((relay) => relay.stop())),
      () => broker.close(),
      () => Promise.all([world.pool.end(), world.participantsPool.end()]),
    );
    return world;
  }

  get writer() {
    return { write: (line: Line) => void this.lines.push(line as DeliveryLine), close: () => undefined };
  }

  async startManager(
    service = 'orchestrator',
    definition: SagaDefinition<OrderData> = orderSaga(),
  ): Promise<Sagas> {
    const { pool, broker, writer: lines } = this;
    const retry = { attempts: 5, baseMs: 1, maxMs: 2 };
    const sagas = await startSagas({
      pool,
      service,
      broker,
      lines,
      log: quiet,
      definitions: [definition],
      retry,
    });
    this.#managers.add(sagas);
    return sagas;
  }

  async stopManagers(): Promise<void> {
    await Promise.all([...this.#managers].map((sagas) => sagas.stop()));
    this.#managers.clear();
  }

  order(sagas: Sagas, customerId: number, amount: number): Promise<string> {
    const data: OrderData = { customerId, amount, reservation: null, refusal: null };
    return inTransaction(this.pool, (tx) => sagas.start(tx, 'OrderSaga', data));
  }

  async saga(id: string): Promise<SagaRow> {
    const { rows } = await this.pool.query<{ state: string; steps: string; saga_data_json: string }>(
      'SELECT state, steps, saga_data_json FROM saga_instance WHERE saga_id = $1',
      [id],
    );
    const [row] = rows;
    if (!row) throw new Error(`There is no saga ${id}`);
    const { state, steps, saga_data_json: data } = row;
    return {
      state,
      steps: JSON.parse(steps) as SagaRow['steps'],
      data: JSON.parse(data) as OrderData,
    };
  }

  becomes(id: string, state: string): Promise<void> {
    return until(async () => expect((await this.saga(id)).state).toBe(state));
  }

  /** What participants did for the saga, in order. */
  async effects(id: string): Promise<string[]> {
    const { rows } = await this.participantsPool.query<{ what: string }>(
      'SELECT what FROM effects WHERE saga = $1 ORDER BY sequence',
      [id],
    );
    return rows.map(({ what }) => what);
  }

  /** Types of the messages of a saga that stand in an outbox, in the order in which they were sent. */
  async sent(id: string, pool = this.pool): Promise<string[]> {
    const { rows } = await pool.query<{ type: string }>(
      `SELECT coalesce(headers::json ->> 'command_type', headers::json ->> 'reply_type') AS type FROM message
       WHERE headers::json ->> 'PARTITION_ID' = $1 ORDER BY id`,
      [id],
    );
    return rows.map(({ type }) => type);
  }

  async orderState(id: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ state: string }>('SELECT state FROM orders WHERE saga = $1', [
      id,
    ]);
    return rows[0]?.state;
  }

  async end(): Promise<void> {
    await this.stopManagers();
    for (const ending of this.#endings) await ending();
  }
}
