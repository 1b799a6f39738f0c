import type { OutboxRow, RowEvent, Transaction } from '../indexes/transaction.ts';
import { correlationOf } from '../indexes/message-story.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { instanceIdOf, sagasOfRow, sagaStep } from '../sagas/saga-instances.ts';
import type { Link, OutboxLink, RowLink, SagaLink } from './link.ts';
import { numbered } from './numbered.ts';

/** What a transaction did: its business rows, the last of which carries what it sent. */
export function transactionLinks(model: Model, transaction: Transaction, correlation: string): Link[] {
  const { database, xid, rows, outbox } = transaction;
  if (rows.length === 0) return outboxLinks(model, outbox, correlation);
  return rows.map((event, index): RowLink => {
    const isLast = index === rows.length - 1;
    const id = `row:${database}/${xid}/${event.index}`;
    return { kind: 'row', id, correlation, event, outbox: isLast ? outbox : [] };
  });
}

/** A row that gives a saga a new state, and what its transaction sent. */
export function afterRow(model: Model, { event, outbox, correlation }: RowLink): Link[] {
  return [...sagaLinks(model, event, correlation), ...outboxLinks(model, outbox, correlation)];
}

function outboxLinks(model: Model, rows: readonly OutboxRow[], correlation: string): OutboxLink[] {
  return rows.flatMap((row): OutboxLink[] => {
    const story = model.messages.stories.get(row.envelope.id);
    if (!story) return [];
    const id = numbered(`outbox:${story.id}`, story.outbox.indexOf(row));
    return [{ kind: 'outbox', id, correlation: correlationOf(story) || correlation, story, row }];
  });
}

function sagaLinks(model: Model, event: RowEvent, correlation: string): SagaLink[] {
  const { database, xid } = event.transaction;
  const name = place(database, event.change.table);
  const table = model.tables.get(name);
  if (!table) return [];
  return sagasOfRow(model, event.history).flatMap((saga) => {
    const id = `saga:${database}/${xid}/${event.index}/${saga.name}`;
    const instance = instanceIdOf({ saga, history: event.history });
    return sagaStep(table, event, saga.instance.state).map((step): SagaLink => ({
      kind: 'saga',
      id,
      correlation,
      saga,
      instance,
      ...step,
    }));
  });
}
