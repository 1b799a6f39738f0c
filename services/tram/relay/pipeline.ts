import { setTimeout as delay } from 'node:timers/promises';
import type { Publisher } from '../broker/broker.ts';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Log } from '../observe/log.ts';
import { Lag } from './lag.ts';
import { eventuateOutbox } from './outbox/eventuate-outbox.ts';
import { mappedOutbox } from './outbox/mapped-outbox.ts';
import type { OutboxMapping } from './outbox/outbox-mapping.ts';
import { type Backoff, waitAfter } from './pace.ts';
import { PersistentPublisher } from './persistent-publisher.ts';
import { runSession } from './run-session.ts';
import type { PipelineState, RelayMode } from './session.ts';

export interface PipelineOptions {
  /** Of the relay, as lines and pg_stat_activity name it. */
  readonly relay: string;
  readonly name: string;
  readonly mode: RelayMode;
  readonly purgeAfterMs: number | undefined;
  /** PostgreSQL; for mode `wal` with wal_level=logical and a role that may replicate. */
  readonly url: string;
  /** Of an outbox that is not Eventuate Tram's. */
  readonly mapping?: OutboxMapping | undefined;
  readonly openPublisher: () => Promise<Publisher>;
  readonly lines: LineWriter;
  readonly log: Log;
}

export interface PipelineStatus {
  readonly name: string;
  readonly state: PipelineState;
  /** Bytes of WAL not acknowledged; polling does not read the WAL, and says 0. */
  readonly lag: { readonly messages: number; readonly bytes: number };
}

export interface Pipeline {
  status(): PipelineStatus;
  /** Waits at most some seconds for the send under way; stopping twice is harmless. */
  stop(): Promise<void>;
}

const backoff: Backoff = { firstMs: 100, mostMs: 2000 };
/** Another connection streams the slot: it leads, which is no failure. */
const slotInUse = '55006';

/** session -> (connection lost, any error) -> wait -> session -> ...: it ends by `stop` only. */
export function startPipeline(options: PipelineOptions): Pipeline {
  const stopping = new AbortController();
  const { signal } = stopping;
  const log = options.log;
  const lag = new Lag();
  const outbox = options.mapping ? mappedOutbox(options.mapping) : eventuateOutbox;
  const publisher = new PersistentPublisher({ open: options.openPublisher, log });
  let state: PipelineState = 'starting';
  let failures = 0;

  function onState(next: PipelineState): void {
    if (next === state) return;
    state = next;
    if (state === 'up') failures = 0;
    log.info({ pipeline: options.name, state }, `Pipeline ${options.name} is ${state}`);
  }

  async function keepRunning(): Promise<void> {
    while (!signal.aborted) {
      try {
        await runSession({ ...options, database: options.name, outbox, publisher, lag, onState }, signal);
      } catch (error) {
        failures += 1;
        const waitMs = Math.round(waitAfter(failures, backoff));
        if ((error as { code?: unknown }).code === slotInUse) onState('standby');
        else {
          onState('starting');
          log.warn(
            { err: error, pipeline: options.name, failures, waitMs },
            `Pipeline ${options.name} starts again`,
          );
        }
        await delay(waitMs, undefined, { signal }).catch(() => undefined);
      }
    }
    await publisher.close();
  }

  const ended = keepRunning();
  return {
    status: () => ({ name: options.name, state, lag: { messages: lag.messages, bytes: lag.bytes } }),
    async stop() {
      stopping.abort();
      await ended;
    },
  };
}
