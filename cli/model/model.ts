import type { System } from '../systems/system.ts';
import {
  createExchanges,
  foldFaultOfRequest,
  foldHttpLine,
  foldRequest,
  type Exchanges,
} from './indexes/exchanges.ts';
import { foldDocument, type Documents } from './indexes/documents.ts';
import { inherit, join, passOn } from './indexes/inherit.ts';
import { createNamedRows, nameByRequest, nameByRow, type NamedRows } from './indexes/named-rows.ts';
import { foldFault, type Faults } from './indexes/faults.ts';
import { createMessages, foldMessageLine, foldRecord, foldStep, type Messages } from './indexes/messages.ts';
import { momentOf } from './indexes/moment.ts';
import { foldProbe, type Probes } from './indexes/probes.ts';
import { createTables, foldSnapshot, type Tables } from './indexes/tables.ts';
import { createTransactions, foldTransaction, type Transactions } from './indexes/transactions.ts';
import type { Observation, ProcessFact } from './observation.ts';
import { place, rolesOf, type Roles } from './roles.ts';
import { createTargets, foldTargets, type Targets } from './view/targets.ts';

/**
 * Everything that is known of one system, as indexes over what was observed. Nothing is joined here: each fact is put
 * where the readers (chain, invariants, ...) look for it, so that facts may come in any order across probes.
 */
export interface Model {
  readonly system: System;
  readonly roles: Roles;
  /** Whether services and relays write lines: what cannot be observed is never missing. */
  readonly linesObservable: boolean;
  readonly exchanges: Exchanges;
  readonly transactions: Transactions;
  readonly tables: Tables;
  readonly namedRows: NamedRows;
  readonly messages: Messages;
  readonly documents: Documents;
  readonly targets: Targets;
  readonly probes: Probes;
  readonly faults: Faults;
  /** All that was observed, where an invariant looks through it; else undefined. */
  readonly kept: Observation[] | undefined;
  /** Last state by name of the process. */
  readonly processes: Map<string, ProcessFact>;
  /** Epoch milliseconds of the last observation; 0 before the first. */
  seenMs: number;
  /** Of the last observation; 0 before the first. */
  seq: number;
}

export interface ModelOptions {
  /** False for systems whose processes write no structured lines. */
  readonly linesObservable?: boolean;
}

export function createModel(system: System, { linesObservable = true }: ModelOptions = {}): Model {
  return {
    system,
    roles: rolesOf(system),
    linesObservable,
    exchanges: createExchanges(),
    transactions: createTransactions(),
    tables: createTables(system),
    namedRows: createNamedRows(),
    messages: createMessages(),
    documents: new Map(),
    targets: createTargets(),
    probes: new Map(),
    faults: new Map(),
    kept: looksThroughAll(system) ? [] : undefined,
    processes: new Map(),
    seenMs: 0,
    seq: 0,
  };
}

function looksThroughAll({ invariants }: System): boolean {
  return Object.values(invariants).some(({ kind }) => kind === 'never-in-clear');
}

/**
 * Adds one observation. Deterministic, and the same in effect for every interleaving that keeps each source's own
 * order. The model owns its indexes and is changed in place: copying them per observation would cost all the speed.
 */
export function fold(model: Model, observation: Observation): void {
  const at = momentOf(observation);
  if (at.seenMs > model.seenMs) model.seenMs = at.seenMs;
  model.seq = observation.seq;
  model.kept?.push(observation);
  switch (observation.kind) {
    case 'request':
      if (foldRequest(model.exchanges, observation, at)) {
        join(model, nameByRequest(model.namedRows, model.roles, observation));
        passOn(model, observation.id, observation.correlation);
      }
      return;
    case 'transaction': {
      const transaction = foldTransaction(model, observation, at);
      if (!transaction) return;
      inherit(model, transaction);
      join(model, nameByRow(model.namedRows, model.roles, transaction));
      return foldTargets(model.targets, model.roles, transaction);
    }
    case 'snapshot': {
      const table = model.tables.get(place(observation.database, observation.table));
      if (table) foldSnapshot(table, observation);
      return;
    }
    case 'record':
      return foldRecord(model.messages, model.roles.readRecord, observation, at);
    case 'document': {
      const view = model.roles.views.get(place(observation.database, observation.collection));
      return foldDocument(model.documents, model.messages, view, observation, at);
    }
    case 'line':
      foldHttpLine(model.exchanges, observation, at);
      if (observation.line.event === 'http') passOn(model, observation.line.id, observation.line.correlation);
      foldFaultOfRequest(model.exchanges, observation, at);
      foldFault(model.faults, observation, at);
      return foldMessageLine(model.messages, observation, at);
    case 'process':
      model.processes.set(observation.process, observation);
      return;
    case 'probe':
      return foldProbe(model.probes, observation);
    case 'queue':
      // How full it is, is shown; what went through it, lines and records tell.
      return;
    case 'log':
      // What people read proves nothing; an invariant looks through it.
      return;
    case 'step':
      // A step is the run's own business; what came of it are the facts above.
      return foldStep(model.messages, observation);
  }
}
