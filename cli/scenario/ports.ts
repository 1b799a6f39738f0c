import type { Arming } from '../../services/tram/index.ts';
import type { Model } from '../model/model.ts';
import type { Fact, RecordPlace } from '../model/observation.ts';
import type { ControlVerb } from '../stack/lab.ts';
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

/** How a run drives the stack. */
export interface Stack {
  /** Rejects with StackError when the lab does not own such a process. */
  control(verb: ControlVerb, process: string): Promise<void>;
  /** Whether every process of the lab is ready. */
  isUp(): Promise<boolean>;
  /** Resolves with the place that the broker gave it. */
  put(record: RecordToPut): Promise<RecordPlace>;
  /** Puts the very record that is there on its partition once more. */
  repeat(record: SeenRecord, signal: AbortSignal): Promise<RecordPlace>;
}

/** How a run arms faults in the processes of a lab. */
export interface FaultControl {
  /** Resolves when the process has taken its faults; rejects with StackError when it does not. */
  arm(process: string, arming: Arming, signal: AbortSignal): Promise<void>;
  /** Resolves when nothing is armed in the process, or will be when it comes back. */
  disarm(process: string): Promise<void>;
}

/** Where a record is, and what of it was seen: a queue does not show again what was taken from it. */
export interface SeenRecord extends RecordPlace {
  readonly key: string | null;
  readonly payload: string;
  /** Of a record whose value is its payload alone. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface RecordToPut {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The key decides where there is none. */
  readonly partition?: number | undefined;
}

/** Everything a run needs from outside. */
export interface RunPorts {
  readonly world: World;
  readonly http: Http;
  readonly stack: Stack;
  readonly faults: FaultControl;
  /** Base URL by service name. */
  readonly services: Readonly<Record<string, string>>;
  /** Of what faults leave to chance. */
  readonly seed: number;
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
  /** The same where steps drive the stack or fire many requests at once. */
  readonly settleLongMs: number;
  /** For the probes to catch up. */
  readonly catchUpMs: number;
}

export const defaultLimits: RunLimits = {
  timeoutMs: 30_000,
  withinMs: 5_000,
  settleMs: 5_000,
  settleLongMs: 20_000,
  catchUpMs: 3_000,
};
