import type pg from 'pg';
import type { LineWriter } from '../observe/line-writer.ts';
import type { Log } from '../observe/log.ts';
import type { Lag } from './lag.ts';
import type { PersistentPublisher } from './persistent-publisher.ts';

export type PipelineState = 'starting' | 'standby' | 'up';

export interface SessionOptions {
  readonly relay: string;
  /** The pipeline's name, as lines call the database. */
  readonly database: string;
  readonly url: string;
  readonly publisher: PersistentPublisher;
  readonly lines: LineWriter;
  readonly log: Log;
  readonly lag: Lag;
  readonly onState: (state: PipelineState) => void;
}

/** One time of leading, from connecting to the loss of a connection: what its parts share. */
export interface Session extends SessionOptions {
  readonly pool: pg.Pool;
  readonly slot: string;
  /** Aborts when the relay stops. */
  readonly signal: AbortSignal;
}
