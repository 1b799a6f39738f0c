import pg from 'pg';
import { expect, vi } from 'vitest';
import type { Line, PublishedLine } from '../../observe/line.ts';
import { type Pipeline, type PipelineOptions, startPipeline } from '../pipeline.ts';
import type { RelayMode } from '../session.ts';
import { ScriptedBroker } from './scripted-publisher.ts';
import { eventuate, type TestOutbox } from './test-outbox.ts';

/** Waits until the assertion holds. */
export function until(assertion: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(assertion, { timeout: 10_000, interval: 5 });
}

export function become(pipeline: Pipeline, state: string): Promise<void> {
  return until(() => expect(pipeline.status().state).toBe(state));
}

export function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Pipelines of one database, with a broker under the test's control. */
export class RelayUnderTest {
  readonly pool: pg.Pool;
  readonly outbox: TestOutbox;
  readonly broker: ScriptedBroker;
  readonly lines: PublishedLine[] = [];
  /** What the pipelines warned of. */
  readonly warnings: string[] = [];
  /** Why, where it was an error. */
  readonly errors: string[] = [];
  readonly #url: string;
  readonly #mode: RelayMode;
  readonly #running: Pipeline[] = [];
  readonly #opened: pg.PoolClient[] = [];

  private constructor(url: string, mode: RelayMode, outbox: TestOutbox) {
    this.outbox = outbox;
    this.broker = new ScriptedBroker(outbox.idOf);
    this.#url = url;
    this.#mode = mode;
    this.pool = new pg.Pool({ connectionString: url });
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  static async prepare(
    url: string,
    mode: RelayMode = 'wal',
    outbox: TestOutbox = eventuate,
  ): Promise<RelayUnderTest> {
    const relay = new RelayUnderTest(url, mode, outbox);
    await outbox.create(relay.pool);
    return relay;
  }

  /** `options`: where one pipeline is to differ from the others. */
  start(options: Partial<Pick<PipelineOptions, 'mode' | 'purgeAfterMs' | 'url'>> = {}): Pipeline {
    const pipeline = startPipeline({
      relay: 'relay',
      name: 'order-db',
      mode: this.#mode,
      purgeAfterMs: undefined,
      url: this.#url,
      mapping: this.outbox.mapping,
      ...options,
      openPublisher: this.broker.open,
      lines: { write: (line: Line) => this.lines.push(line as PublishedLine), close: () => undefined },
      log: {
        info: () => undefined,
        warn: (detail, text) => {
          this.warnings.push(text);
          const { err } = detail as { readonly err?: unknown };
          if (err instanceof Error) this.errors.push(err.message);
        },
        error: () => undefined,
      },
    });
    this.#running.push(pipeline);
    return pipeline;
  }

  async startUp(options?: Parameters<RelayUnderTest['start']>[0]): Promise<Pipeline> {
    const pipeline = this.start(options);
    await become(pipeline, 'up');
    return pipeline;
  }

  /** Rolled back at the end of the test, if the test did not end it. */
  async openTransaction(): Promise<pg.PoolClient> {
    const client = await this.pool.connect();
    this.#opened.push(client);
    await client.query('BEGIN');
    return client;
  }

  /** Waits until these messages, in this order, are what the broker confirmed. */
  published(numbers: readonly number[]): Promise<void> {
    return until(() => expect(this.broker.ids).toEqual(numbers.map(this.outbox.messageId)));
  }

  async stop(): Promise<void> {
    this.broker.release();
    for (const client of this.#opened) client.release(true);
    await Promise.all(this.#running.map((pipeline) => pipeline.stop()));
    await this.pool.end();
  }
}
