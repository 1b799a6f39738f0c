import type { LoadStory } from '../load/load-schema.ts';
import type { Lab } from '../stack/lab.ts';
import type { LoadedSystem } from '../systems/load.ts';
import type { Figure } from './figure.ts';

/** How much is measured. */
export interface Size {
  /** Sagas, or messages, per measurement. */
  readonly count: number;
  /** Sagas that come before any is measured. */
  readonly warmUp: number;
  /** Rows that the outbox grows to. */
  readonly rows: number;
  /** Numbers of sagas under way at the same time. */
  readonly clients: readonly number[];
  /** Starts of each kind. */
  readonly starts: number;
}

export interface BenchContext {
  readonly lab: Lab;
  readonly system: LoadedSystem;
  readonly story: LoadStory;
  readonly size: Size;
  readonly tell: (what: string) => void;
  readonly signal: AbortSignal;
}

export type Bench = (context: BenchContext) => Promise<readonly Figure[]>;
