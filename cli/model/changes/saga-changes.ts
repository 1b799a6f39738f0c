import { handlingsOf } from '../handling.ts';
import { typeOf } from '../indexes/message-story.ts';
import type { RowEvent, Transaction } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import { place } from '../roles.ts';
import { stepsOf, type SagaInstance, type SagaStep } from '../sagas/saga-instances.ts';
import { changedRow, type ChangedRow } from './changed-row.ts';

/** A state of a saga, and the rows that changed because of it. */
export interface StateChanges extends Pick<SagaStep, 'from' | 'to' | 'event'> {
  /** The commit that gave it the state, then the others of that state. */
  readonly commits: readonly ChangingCommit[];
}

export interface ChangingCommit {
  readonly database: string;
  readonly xid: number;
  readonly lsn: string | undefined;
  /** Of a participant's: the command that it handled. */
  readonly handled?: { readonly consumer: string; readonly type: string };
  readonly rows: readonly ChangedRow[];
}

/**
 * What each state changed: the rows of the commit that gave it, and of those that changed the instance until the next;
 * of an orchestrated saga also the rows that participants changed for the commands that these sent. Of two states in one commit
 * each has the rows from its own on, and the first those before.
 */
export function sagaChanges(model: Model, instance: SagaInstance): StateChanges[] {
  const steps = stepsOf(model, instance);
  const { events } = instance.history;
  return steps.map((step, index) => {
    const { event } = step;
    const next = steps[index + 1]?.event;
    const until = next ? events.indexOf(next) : events.length;
    const own = transactionsOf(events.slice(events.indexOf(event), until));
    const commits = own.flatMap((transaction) => {
      const from = index > 0 && event.previous?.transaction === transaction ? event.index : 0;
      const to = next?.transaction === transaction ? next.index : Infinity;
      const rows = transaction.rows.filter((row) => row.index >= from && row.index < to);
      // What a commit sent is waited for in the state that it left the saga in.
      const participants = to === Infinity ? participantsOf(model, transaction) : [];
      return [commitOf(model, transaction, rows), ...participants];
    });
    return { from: step.from, to: step.to, event, commits };
  });
}

/** The rows that a transaction changed of the tables that the system file names, each compared with the one before. */
function changedRows(model: Model, database: string, rows: readonly RowEvent[]): ChangedRow[] {
  return rows.flatMap((event) => {
    const table = model.tables.get(place(database, event.change.table));
    return table ? [changedRow(table, event)] : [];
  });
}

function transactionsOf(events: readonly RowEvent[]): Transaction[] {
  return [...new Set(events.map(({ transaction }) => transaction))];
}

function commitOf(
  model: Model,
  { database, xid, lsn }: Transaction,
  rows: readonly RowEvent[],
): ChangingCommit {
  return { database, xid, lsn, rows: changedRows(model, database, rows) };
}

function participantsOf(model: Model, { outbox }: Transaction): ChangingCommit[] {
  return outbox.flatMap(({ envelope }) => {
    const story = envelope.form === 'command' ? model.messages.stories.get(envelope.id) : undefined;
    if (!story) return [];
    return handlingsOf(model, story).flatMap(({ consumer, effects }) =>
      effects
        .filter(({ rows }) => rows.length > 0)
        .map((effect) => ({
          ...commitOf(model, effect, effect.rows),
          handled: { consumer, type: typeOf(story) ?? 'a command' },
        })),
    );
  });
}
