import { addWaits, waitsOf, type Counts, type Lag, type Waits } from '../../model/lag.ts';
import type { Model } from '../../model/model.ts';
import type { DocumentFact, Observation, TransactionFact } from '../../model/observation.ts';
import { noteRelayed, type RelayProgress } from '../../model/relay-progress.ts';
import { place } from '../../model/roles.ts';
import { noGuards, type Guards } from '../../model/view/guards.ts';
import { targetName } from '../../model/view/targets.ts';

/**
 * The lag of a model as it grows. The model can tell it from all its messages; a screen that is painted ten times a
 * second needs it from those alone that something was seen of since.
 */
export interface Waiting {
  readonly counts: Counts;
  /** Where each message waited when it was looked at last; those that wait nowhere are not in it. */
  readonly known: Map<string, Waits>;
  /** Ids of the messages that something was seen of since. */
  readonly touched: Set<string>;
  /** By database. */
  readonly relays: Map<string, RelayProgress>;
}

export function createWaiting(): Waiting {
  return {
    counts: { relays: {}, consumers: {}, views: {} },
    known: new Map(),
    touched: new Set(),
    relays: new Map(),
  };
}

/** Notes which messages an observation may have moved on; `before` are the guards of the document that it replaced. */
export function touchWaiting(
  { touched, known }: Waiting,
  model: Model,
  observation: Observation,
  before: Guards,
): void {
  if (observation.kind !== 'document') {
    for (const id of messagesOf(model, observation)) if (id !== null) touched.add(id);
    return;
  }
  for (const id of appliedBy(model, observation, before)) touched.add(id);
  // A document that has taken in a later message of an aggregate has overtaken the earlier ones.
  for (const [id, { views }] of known) if (views.length > 0) touched.add(id);
}

export function readWaiting({ counts, known, touched, relays }: Waiting, model: Model): Lag {
  for (const id of touched) {
    const story = model.messages.stories.get(id);
    if (!story) continue;
    noteRelayed(relays, story);
    const before = known.get(id);
    if (before) addWaits(counts, before, -1);
    const waits = waitsOf(model, story);
    addWaits(counts, waits, 1);
    if (waits.relays.length + waits.consumers.length + waits.views.length > 0) known.set(id, waits);
    else known.delete(id);
  }
  touched.clear();
  return counts;
}

function messagesOf(model: Model, observation: Observation): Iterable<string | null> {
  switch (observation.kind) {
    case 'transaction':
      return observation.changes.flatMap((change) => messagesOfChange(model, observation.database, change));
    case 'record': {
      const message = model.roles.readRecord(observation);
      return message ? [message.envelope.id] : [];
    }
    case 'line':
      return observation.line.event === 'http' ? [] : [observation.line.message ?? null];
    case 'document':
    case 'request':
    case 'log':
    case 'queue':
    case 'snapshot':
    case 'process':
    case 'step':
    case 'probe':
      return [];
  }
}

/** Rows that were sent, and what they prove to be handled: by the inbox, by a header, or by a column of their own. */
function messagesOfChange(
  { system, roles }: Model,
  database: string,
  { table, row }: TransactionFact['changes'][number],
): (string | null)[] {
  if (!row) return [];
  const mapping = roles.databases.get(database)?.mapping;
  if (mapping?.inbox?.table === table) return [mapping.receiptOf(row).message];
  if (mapping?.outbox?.table !== table) return [row[system.tables[database]?.[table]?.cause ?? ''] ?? null];
  const envelope = mapping.messageOfRow(row)?.envelope;
  return envelope ? [envelope.id, envelope.causation] : [];
}

/** The guards of the document that an observation is about, as the model has them. */
export function guardsIn({ documents }: Model, observation: Observation): Guards {
  if (observation.kind !== 'document') return noGuards;
  const { database, collection, id } = observation;
  return documents.get(place(database, collection))?.get(id)?.guards ?? noGuards;
}

/** The messages that guards newly name; all that are meant for the document where a probe tells an older state again. */
function* appliedBy(model: Model, fact: DocumentFact & Observation, before: Guards): Iterable<string> {
  const view = model.roles.views.get(place(fact.database, fact.collection));
  if (!view) return;
  const guards = guardsIn(model, fact);
  let isOlder = false;
  for (const [name, message] of before) isOlder ||= (guards.get(name) ?? '') < message;
  if (isOlder)
    for (const { row } of model.targets.get(targetName(view.name, fact.id)) ?? []) yield row.envelope.id;
  else for (const [name, message] of guards) if (before.get(name) !== message) yield message;
}
