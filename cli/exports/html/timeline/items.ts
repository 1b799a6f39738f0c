import type { Hop } from '../../../model/hop.ts';
import { messageTitle } from '../../../model/message-title.ts';
import type { Model } from '../../../model/model.ts';
import type { Observation, RowChange } from '../../../model/observation.ts';
import { rowAt } from '../../../model/indexes/tables.ts';
import { place, type SagaRole } from '../../../model/roles.ts';
import { sagasOfRow } from '../../../model/sagas/saga-instances.ts';
import type { RecordedScenario } from '../../../runs/recording.ts';
import { keyOfHop, version } from './keys.ts';
import { timelineOf, type Timeline } from './timeline.ts';

/** What the panes hold: each thing once, with the moment at which it came. */
export interface Item {
  readonly at: number;
  /** Of the chain; none for what other requests did meanwhile. */
  readonly hops: readonly Hop[];
}

export interface OutboxItem extends Item {
  readonly database: string;
  readonly lsn: string;
  readonly id: string;
  readonly type: string;
  readonly topic: string;
  readonly key: string | null;
  readonly payload: string;
  /** When a relay said that it was sent, or its record was seen; undefined while it waits. */
  readonly sentAt: number | undefined;
}

export interface RecordItem extends Item {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly exchange?: string | undefined;
  readonly key: string | null;
  readonly type: string;
  readonly value: string | null;
}

export interface SagaItem extends Item {
  readonly saga: string;
  readonly instance: string;
  readonly from: string | null;
  readonly state: string;
  readonly terminal: boolean;
}

export interface DocumentItem extends Item {
  readonly collection: string;
  readonly id: string;
  readonly version: number;
  readonly document: unknown;
  /** Undefined when this is the first that was seen of it. */
  readonly before: unknown;
}

export interface Items {
  readonly timeline: Timeline;
  readonly outbox: readonly OutboxItem[];
  readonly records: readonly RecordItem[];
  readonly sagas: readonly SagaItem[];
  readonly documents: readonly DocumentItem[];
}

/** Everything of the four panes, in the order in which it was seen. */
export function itemsOf(scenario: RecordedScenario): Items {
  const { chain, model, observations } = scenario;
  const timeline = timelineOf(scenario);
  const shown = observations.map((observation, index) => ({ observation, at: timeline.momentAt(index) }));
  const messages = byMessage(chain);
  const sent = sentMoments(model, shown);
  const commits = shown.flatMap(({ observation, at }) =>
    observation.kind === 'transaction'
      ? observation.changes.map((change) => ({ change, at, commit: observation }))
      : [],
  );
  return {
    timeline,
    outbox: commits.flatMap(({ change, at, commit }): OutboxItem[] => {
      const message = sentBy(model, commit.database, change);
      if (!message || at < 0) return [];
      const { envelope, payload } = message;
      const { id, topic, key } = envelope;
      const type = messageTitle(envelope);
      const hops = messages.get(`outbox ${id}`) ?? [];
      const { database, lsn = '' } = commit;
      return [{ at, hops, database, lsn, id, type, topic, key, payload, sentAt: sent.get(id) }];
    }),
    records: shown.flatMap(({ observation, at }): RecordItem[] => {
      if (observation.kind !== 'record' || at < 0) return [];
      const { topic, partition, offset, key, value, exchange } = observation;
      const envelope = model.roles.readRecord(observation)?.envelope;
      const type = messageTitle(envelope ?? { type: null }, 'record');
      const hops = messages.get(`record:${topic}/${partition}/${offset}`) ?? [];
      return [{ at, hops, topic, partition, offset, exchange, key, type, value }];
    }),
    sagas: sagaItems(commits, scenario),
    documents: documentItems(shown, chain, model),
  };
}

interface Shown {
  readonly observation: Observation;
  readonly at: number;
}

function byMessage(chain: readonly Hop[]): ReadonlyMap<string, readonly Hop[]> {
  const hops = new Map<string, Hop[]>();
  for (const hop of chain) {
    const name = hop.kind === 'record' ? hop.id : `${hop.kind} ${hop.ref.message}`;
    hops.set(name, [...(hops.get(name) ?? []), hop]);
  }
  return hops;
}

function sentMoments({ roles }: Model, shown: readonly Shown[]): ReadonlyMap<string, number> {
  const sent = new Map<string, number>();
  for (const { observation, at } of shown) {
    const id =
      observation.kind === 'record'
        ? roles.readRecord(observation)?.envelope.id
        : observation.kind === 'line' && observation.line.event === 'published'
          ? observation.line.message
          : undefined;
    if (id !== undefined && !sent.has(id)) sent.set(id, at);
  }
  return sent;
}

function sentBy({ roles }: Model, database: string, { op, table, row }: RowChange) {
  const mapping = roles.databases.get(database)?.mapping;
  if (!row || op !== 'insert' || table !== mapping?.outbox?.table) return undefined;
  return mapping.messageOfRow(row);
}

interface Change {
  readonly change: RowChange;
  readonly at: number;
  readonly commit: Extract<Observation, { kind: 'transaction' }>;
}

function sagaItems(commits: readonly Change[], { chain, model }: RecordedScenario): SagaItem[] {
  const states = new Map<string, string>();
  return commits.flatMap(({ change, at, commit }) =>
    sagasChanged(model, commit.database, change).flatMap(
      ({ name, instance: { key, state: column }, states: { terminal } }): SagaItem[] => {
        const instance = change.key[key] ?? '';
        const state = change.row?.[column] ?? '(deleted)';
        const from = states.get(`${name}\0${instance}`) ?? null;
        states.set(`${name}\0${instance}`, state);
        if (state === from || at < 0) return [];
        const hops = chain.filter(
          ({ kind, ref }) =>
            kind === 'saga' && ref.saga === name && ref.instance === instance && ref.xid === commit.xid,
        );
        return [{ at, hops, saga: name, instance, from, state, terminal: terminal.includes(state) }];
      },
    ),
  );
}

function sagasChanged(model: Model, database: string, { table: name, key }: RowChange): readonly SagaRole[] {
  const table = model.tables.get(place(database, name));
  const history = table && rowAt(table, key);
  return history ? sagasOfRow(model, history) : [];
}

/** Its last version before the scenario too: what it was is half of what changed. */
function documentItems(shown: readonly Shown[], chain: readonly Hop[], model: Model): DocumentItem[] {
  const applied = new Map<string, Hop[]>();
  for (const hop of chain)
    if (hop.kind === 'document')
      for (const key of keyOfHop(hop, model)) applied.set(key, [...(applied.get(key) ?? []), hop]);
  const last = new Map<string, DocumentItem>();
  const before = new Map<string, DocumentItem>();
  const items: DocumentItem[] = [];
  for (const { observation, at } of shown) {
    if (observation.kind !== 'document') continue;
    const { database, collection, id, document } = observation;
    const name = `${database}\0${collection}\0${id}`;
    const known = last.get(name);
    const order = (known?.version ?? 0) + 1;
    const hops = applied.get(version(database, collection, id, order)) ?? [];
    const item = { at, hops, collection, id, version: order, document, before: known?.document };
    last.set(name, item);
    if (at < 0) continue;
    if (known && known.at < 0) before.set(name, known);
    items.push(item);
  }
  return [...before.values(), ...items];
}
