import type { Model } from '../model/model.ts';
import type { Fact } from '../model/observation.ts';
import type { System } from '../systems/system.ts';
import type { RunEvent } from './events.ts';
import type { Http } from './http.ts';

/** What a run sees of the world: the model that the probes' observations are folded into, and its changes. */
export interface World {
  readonly system: System;
  readonly model: Model;
  /** Resolves after the next observation; rejects when the signal aborts. */
  changed(signal: AbortSignal): Promise<void>;
  /** Puts the run's own facts into the same stream. */
  record(fact: Fact, sourceMs?: number): void;
  /** Resolves when all that had happened at the time of the call is in the model; rejects on a gap or an abort. */
  caughtUp(signal: AbortSignal): Promise<void>;
  /** Puts the state that rows had before the run into the model. */
  readBefore(database: string, table: string, column: string, values: readonly string[]): Promise<void>;
}

/** Everything a run needs from outside. */
export interface RunPorts {
  readonly world: World;
  readonly http: Http;
  /** Base URL by service name. */
  readonly services: Readonly<Record<string, string>>;
  /** A fresh id in the shape of a message id. */
  readonly newId: () => string;
  readonly emit: (event: RunEvent) => void;
  /** The user's stop: aborts the run, which then rejects with the signal's reason. */
  readonly signal: AbortSignal;
}

export interface RunLimits {
  /** For a whole scenario, where it does not state its own. */
  readonly timeoutMs: number;
  /** For one `eventually` or expectation, where it does not state its own. */
  readonly withinMs: number;
  /** For all that follows from the run to come to rest. */
  readonly settleMs: number;
  /** For the probes to catch up. */
  readonly catchUpMs: number;
}

export const defaultLimits: RunLimits = {
  timeoutMs: 30_000,
  withinMs: 5_000,
  settleMs: 5_000,
  catchUpMs: 3_000,
};
