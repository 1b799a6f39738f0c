import type pg from 'pg';
import type { Broker } from '../broker/broker.ts';
import { consume, type Consumer } from '../consumer/consume.ts';
import type { RetryPolicy } from '../consumer/retry-policy.ts';
import { sqlInbox } from '../inbox/sql-inbox.ts';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Log } from '../observe/log.ts';
import type { Transaction } from '../postgres/transaction.ts';
import { checkDefinition } from './check-definition.ts';
import type { SagaDefinition } from './definition.ts';
import { startDueTicker } from './due-ticker.ts';
import { replyHandler } from './handle-reply.ts';
import { replyChannelOf, replyConsumerOf } from './reply-channel.ts';
import { createSagaTables } from './saga-tables.ts';
import { startSaga } from './start-saga.ts';

export interface StartSagasOptions<D extends readonly unknown[]> {
  /** With tram's tables; the sagas' own are created where they are missing. */
  readonly pool: pg.Pool;
  /** Name of the service, for the lines. */
  readonly service: string;
  readonly broker: Broker;
  readonly lines: LineWriter;
  readonly log: Log;
  /** Each may have data of its own type. */
  readonly definitions: { readonly [K in keyof D]: SagaDefinition<D[K]> };
  /** For replies whose handling fails. Default: 5 tries, waiting up to 50, 100, 200, 400 ms. */
  readonly retry?: RetryPolicy;
}

export interface Sagas {
  /**
   * Starts a saga in the caller's transaction, its first local steps and commands with it; resolves with its id. An error of
   * a local step is thrown on: then the caller must not commit.
   */
  start(tx: Transaction, type: string, data: unknown): Promise<string>;
  /** Of the replies, one a saga type: for the routes that redrive what is parked. */
  readonly consumers: readonly Consumer[];
  /** Waits for what is being handled. */
  stop(): Promise<void>;
}

const replyPartitions = 4;

/**
 * Runs sagas: takes replies, and looks for those whose time is up. Any number of processes may do so for the same database. Throws
 * SagaDefinitionError for a definition that makes no sense.
 */
export async function startSagas<const D extends readonly unknown[]>(
  options: StartSagasOptions<D>,
): Promise<Sagas> {
  const { pool, service, broker, lines, log, retry } = options;
  const definitions = byType(options.definitions);
  const channels = [...definitions.keys()].map(replyChannelOf);
  await Promise.all([
    createSagaTables(pool),
    broker.createTopics(channels.map((name) => ({ name, partitions: replyPartitions }))),
  ]);
  const consumers = await allOrNone(
    [...definitions.values()].map((definition) => {
      const handler = replyHandler(definition);
      return consume({
        consumer: replyConsumerOf(definition.type),
        service,
        broker,
        channels: [replyChannelOf(definition.type)],
        inbox: sqlInbox(pool),
        handlerFor: () => handler,
        lines,
        log,
        ...(retry && { retry }),
      });
    }),
  );
  const ticker = startDueTicker({ pool, definitions, log });

  return {
    start(tx, type, data) {
      const definition = definitions.get(type);
      if (definition) return startSaga(tx, definition, data);
      const known = [...definitions.keys()].join(', ');
      throw new Error(`There is no saga ${type}, only ${known}`);
    },
    consumers,
    async stop() {
      await ticker.stop();
      await Promise.all(consumers.map((consumer) => consumer.stop()));
    },
  };
}

function byType(definitions: readonly SagaDefinition<unknown>[]): Map<string, SagaDefinition<unknown>> {
  const found = new Map<string, SagaDefinition<unknown>>();
  for (const definition of definitions) {
    checkDefinition(definition);
    if (found.has(definition.type)) throw new Error(`There are two sagas ${definition.type}`);
    found.set(definition.type, definition);
  }
  return found;
}

/** Where one cannot subscribe, those that could are stopped. */
async function allOrNone(starting: readonly Promise<Consumer>[]): Promise<readonly Consumer[]> {
  const settled = await Promise.allSettled(starting);
  const started = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const failed = settled.find((each) => each.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map((consumer) => consumer.stop()));
  throw failed.reason;
}
