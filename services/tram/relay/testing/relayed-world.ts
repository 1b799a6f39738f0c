import pg from 'pg';
import { expect, vi } from 'vitest';
import { createTramTables } from '../../postgres/tables.ts';
import type { RelayMode } from '../session.ts';
import { type RelayProcess, spawnRelay } from './relay-process.ts';
import { firstSeenByKey, readTopic, type TopicReader } from './topic-reader.ts';

const withinMs = 30_000;

export function until(assertion: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assertion, { timeout: withinMs, interval: 10 });
}

interface WorldOptions {
  readonly mode: RelayMode;
  /** Of an empty database. */
  readonly url: string;
  readonly broker: string;
  /** A topic of the test's own. */
  readonly topic: string;
}

/** An outbox, a topic, and relay processes between them. */
export class RelayedWorld {
  readonly pool: pg.Pool;
  readonly reader: TopicReader;
  readonly topic: string;
  readonly #options: WorldOptions;
  readonly #relays: RelayProcess[] = [];

  private constructor(options: WorldOptions, pool: pg.Pool, reader: TopicReader) {
    this.#options = options;
    this.topic = options.topic;
    this.pool = pool;
    this.reader = reader;
  }

  static async prepare(options: WorldOptions): Promise<RelayedWorld> {
    const pool = new pg.Pool({ connectionString: options.url, max: 50 });
    pool.on('error', () => undefined);
    pool.on('connect', (client) => client.on('error', () => undefined));
    await createTramTables(pool);
    return new RelayedWorld(options, pool, await readTopic(options.broker, options.topic));
  }

  async startRelay(): Promise<RelayProcess> {
    const { url, broker, mode } = this.#options;
    const relay = await spawnRelay({ url, broker, mode });
    this.#relays.push(relay);
    return relay;
  }

  async startRelayUp(): Promise<RelayProcess> {
    const relay = await this.startRelay();
    await until(async () => expect((await relay.health()).document.state).toBe('up'));
    return relay;
  }

  /** Different messages seen on the topic so far. */
  get arrived(): number {
    return new Set(this.reader.seen.map(({ id }) => id)).size;
  }

  /** Waits until the topic holds what committed, all of it, and nothing else; and checks the order along each key. */
  async complete(): Promise<void> {
    const { rows } = await this.pool.query<{ key: string; ids: string[] }>(
      `SELECT headers::json ->> 'PARTITION_ID' AS key, array_agg(id ORDER BY id) AS ids FROM message
       WHERE destination = $1 GROUP BY 1`,
      [this.topic],
    );
    const committed = rows.reduce((sum, { ids }) => sum + ids.length, 0);
    expect(committed).toBeGreaterThan(0);
    await until(() => expect(this.arrived).toBe(committed));
    const byKey = firstSeenByKey(this.reader.seen);
    for (const { key, ids } of rows) expect(byKey.get(key), `key ${key}`).toEqual(ids);
  }

  async end(): Promise<void> {
    await Promise.all(this.#relays.map((relay) => relay.end('SIGKILL')));
    await this.reader.stop();
    await this.pool.end();
  }
}
