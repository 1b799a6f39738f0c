import { createModel, fold, type Model } from '../../model/model.ts';
import type { Observation } from '../../model/observation.ts';
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
import { createProgress, foldEvent, type Progress } from './progress.ts';
import { createSagaLog, logSagas, type SagaLog } from './sagas.ts';

/**
 * What the panes list: the models of all systems, and beside them what was seen, in the order in which it was seen.
 * Lists are only appended to, so that a pane finds the rows of a screen without looking at the others.
 */
export interface Ledger {
  /** By name of the system. */
  readonly models: ReadonlyMap<string, Model>;
  readonly entries: Entries;
  readonly documents: DocumentLog;
  readonly sagas: SagaLog;
  readonly progress: Progress;
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

export function createLedger(systems: readonly System[], linesObservable: boolean): Ledger {
  return {
    models: new Map(systems.map((system) => [system.name, createModel(system, { linesObservable })])),
    entries: createEntries(),
    documents: createDocumentLog(),
    sagas: createSagaLog(),
    progress: createProgress(),
    folded: 0,
    seenMs: 0,
  };
}

/** Adds one moment. The ledger owns its lists and is changed in place. */
export function foldMoment(ledger: Ledger, moment: Moment): void {
  ledger.folded += 1;
  if (moment.kind === 'event') foldEvent(ledger.progress, moment.event, ledger.folded);
  if (moment.kind === 'observation') foldObservation(ledger, moment.observation);
}

function foldObservation(ledger: Ledger, observation: Observation): void {
  const { entries, models } = ledger;
  if (observation.seenMs > ledger.seenMs) ledger.seenMs = observation.seenMs;
  for (const model of models.values()) fold(model, observation);
  switch (observation.kind) {
    case 'request':
      return enterRequest(entries, observation);
    case 'transaction': {
      const model = modelOfDatabase(ledger, observation.database);
      if (model === undefined) return;
      enterTransaction(entries, model, observation);
      return logSagas(ledger.sagas, model, observation);
    }
    case 'record':
      return enterRecord(entries, modelOfTopic(ledger, observation.topic), observation);
    case 'document':
      return logDocument(ledger.documents, observation);
    case 'line':
    case 'process':
    case 'probe':
      return enterLine(entries, observation);
    case 'snapshot':
    case 'step':
      return;
  }
}

export function modelOfDatabase({ models }: Ledger, database: string): Model | undefined {
  return [...models.values()].find(({ system }) => Object.hasOwn(system.databases, database));
}

function modelOfTopic({ models }: Ledger, topic: string): Model | undefined {
  return [...models.values()].find(({ system }) => Object.hasOwn(system.topics, topic));
}
