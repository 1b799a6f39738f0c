import type { Lag } from '../../model/lag.ts';
import { createModel, fold, type Model } from '../../model/model.ts';
import type { Observation } from '../../model/observation.ts';
import type { RelayProgress } from '../../model/relay-progress.ts';
import type { RecordedEvent } from '../../runs/format.ts';
import type { System } from '../../systems/system.ts';
import { createDocumentLog, logDocument, type DocumentLog } from './documents.ts';
import {
  createEntries,
  enterLine,
  enterRecord,
  enterRequest,
  enterTransaction,
  type Entries,
} from './entries.ts';
import { correlationOfLine, createNewest, looksOnly, noteNewest, type Newest } from './newest.ts';
import { createProgress, foldEvent, type Plans, type Progress } from './progress.ts';
import { createSagaLog, logSagas, type SagaLog } from './sagas.ts';
import { createWaiting, guardsIn, readWaiting, touchWaiting, type Waiting } from './waiting.ts';
import { watchAnew } from './watches.ts';

/**
 * What the panes list: the models of all systems, and beside them what was seen, in the order in which it was seen.
 * Lists are only appended to, so that a pane finds the rows of a screen without looking at the others.
 */
export interface Ledger {
  /** By name of the system: what was seen since the lab was last watched anew. */
  readonly models: Map<string, Model>;
  /** Those of before, the oldest first. */
  readonly earlier: Map<string, readonly Model[]>;
  readonly entries: Entries;
  readonly documents: DocumentLog;
  readonly sagas: SagaLog;
  readonly progress: Progress;
  readonly newest: Newest;
  /** By name of the system. */
  readonly waiting: Map<string, Waiting>;
  /** How many observations and events were folded. */
  folded: number;
  /** Epoch milliseconds of the last observation; 0 before the first. */
  seenMs: number;
}

/** One thing that a timeline holds. */
export type Moment =
  | { readonly kind: 'observation'; readonly observation: Observation }
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'restart' };

/** `plans`: what each scenario will do, by its id, where that is known before it has. */
export function createLedger(
  systems: readonly System[],
  linesObservable: boolean,
  plans: Plans = new Map(),
): Ledger {
  return {
    models: new Map(systems.map((system) => [system.name, createModel(system, { linesObservable })])),
    earlier: new Map(),
    entries: createEntries(),
    documents: createDocumentLog(),
    sagas: createSagaLog(),
    progress: createProgress(plans),
    newest: createNewest(),
    waiting: new Map(systems.map((system) => [system.name, createWaiting()])),
    folded: 0,
    seenMs: 0,
  };
}

/** Adds one moment. The ledger owns its lists and is changed in place. */
export function foldMoment(ledger: Ledger, moment: Moment): void {
  ledger.folded += 1;
  if (moment.kind === 'event') foldEvent(ledger.progress, moment.event, ledger.folded);
  if (moment.kind === 'restart') watchAnew(ledger);
  if (moment.kind === 'observation') foldObservation(ledger, moment.observation);
}

function foldObservation(ledger: Ledger, observation: Observation): void {
  if (observation.seenMs > ledger.seenMs) ledger.seenMs = observation.seenMs;
  for (const model of ledger.models.values()) {
    const before = guardsIn(model, observation);
    fold(model, observation);
    touchWaiting(ledger.waiting.get(model.system.name)!, model, observation, before);
  }
  enter(ledger, observation);
}

function enter(ledger: Ledger, observation: Observation): void {
  const { entries, newest } = ledger;
  switch (observation.kind) {
    case 'request': {
      enterRequest(entries, observation);
      const model = modelOfService(ledger, observation.service);
      if (model && !looksOnly(observation.method))
        noteNewest(newest, model.system.name, observation.correlation);
      return;
    }
    case 'transaction': {
      const model = modelOfDatabase(ledger, observation.database);
      if (model === undefined) return;
      for (const { envelope } of enterTransaction(entries, model, observation))
        noteNewest(newest, model.system.name, envelope.correlation);
      return logSagas(ledger.sagas, model, observation);
    }
    case 'record': {
      const model = modelOfTopic(ledger, observation.topic);
      const entry = enterRecord(entries, model, observation, ledger.folded);
      if (model) noteNewest(newest, model.system.name, entry?.envelope?.correlation);
      return;
    }
    case 'queue':
      entries.queues.set(observation.queue, observation);
      return;
    case 'document':
      return logDocument(ledger.documents, observation);
    case 'line': {
      enterLine(entries, observation);
      const model = modelOfService(ledger, observation.process);
      if (model) noteNewest(newest, model.system.name, correlationOfLine(observation.line));
      return;
    }
    case 'process':
    case 'probe':
      return enterLine(entries, observation);
    case 'log':
    case 'snapshot':
    case 'step':
      return;
  }
}

/** Messages under way in a system, by where they wait. */
export function lagIn({ waiting }: Ledger, model: Model): Lag {
  return readWaiting(waiting.get(model.system.name)!, model);
}

/** How far the messages of each database were relayed. */
export function relaysIn({ waiting }: Ledger, model: Model): ReadonlyMap<string, RelayProgress> {
  const known = waiting.get(model.system.name)!;
  readWaiting(known, model);
  return known.relays;
}

function modelOfService({ models }: Ledger, service: string): Model | undefined {
  return [...models.values()].find(({ system }) => Object.hasOwn(system.services, service));
}

export function modelOfDatabase({ models }: Ledger, database: string): Model | undefined {
  return [...models.values()].find(({ system }) => Object.hasOwn(system.databases, database));
}

function modelOfTopic({ models }: Ledger, topic: string): Model | undefined {
  return [...models.values()].find(({ system }) => Object.hasOwn(system.topics, topic));
}
