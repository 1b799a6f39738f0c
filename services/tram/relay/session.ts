import type pg from 'pg';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Log } from '../observe/log.ts';
import type { Lag } from './lag.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { PersistentPublisher } from './persistent-publisher.ts';

export const relayModes = ['wal', 'polling'] as const;
/** How the relay finds out what committed: it streams the write-ahead log, or asks the outbox again and again. */
export type RelayMode = (typeof relayModes)[number];

export type PipelineState = 'starting' | 'standby' | 'up';

export interface SessionOptions {
  readonly relay: string;
  readonly mode: RelayMode;
  /** Milliseconds after which confirmed rows are deleted; undefined: never. */
  readonly purgeAfterMs: number | undefined;
  /** The pipeline's name, as lines call the database. */
  readonly database: string;
  readonly url: string;
  readonly outbox: Outbox;
  readonly publisher: PersistentPublisher;
  readonly lines: LineWriter;
  readonly log: Log;
  readonly lag: Lag;
  readonly onState: (state: PipelineState) => void;
}

/** One time of leading, from connecting to the loss of a connection: what its parts share. */
export interface Session extends SessionOptions {
  readonly pool: pg.Pool;
  /** Of the replication slot; in either mode also of the leader's lock and of the position. */
  readonly slot: string;
  /** Aborts when the relay stops. */
  readonly signal: AbortSignal;
}
