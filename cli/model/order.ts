import type { MessageStory } from './indexes/message-story.ts';
import { listed } from './indexes/multimap.ts';
import { compareCoordinates } from './indexes/offset.ts';
import type { OutboxRow, Transaction } from './indexes/transaction.ts';
import type { Model } from './model.ts';

/** Commit order within a database, databases in the order of the system file: the same whichever probe was heard first. */
export function inCommitOrder(model: Model, transactions: readonly Transaction[]): Transaction[] {
  return [...transactions].sort((left, right) => compareCommits(model, left, right));
}

function compareCommits({ roles }: Model, left: Transaction, right: Transaction): number {
  if (left.database === right.database) return left.order - right.order;
  const order = (database: string) => roles.databases.get(database)?.order ?? Number.MAX_SAFE_INTEGER;
  return order(left.database) - order(right.database);
}

export function compareRows(model: Model, left: OutboxRow, right: OutboxRow): number {
  return compareCommits(model, left.transaction, right.transaction) || left.index - right.index;
}

/** In commit order; those without an outbox row after them, in order of their records. */
export function compareStories(model: Model, left: MessageStory, right: MessageStory): number {
  const [row, otherRow] = [left.outbox[0], right.outbox[0]];
  if (row && otherRow) return compareRows(model, row, otherRow);
  if (row || otherRow) return row ? -1 : 1;
  const [record, otherRecord] = [left.records[0], right.records[0]];
  if (record && otherRecord) return compareCoordinates(record, otherRecord);
  if (record || otherRecord) return record ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}

/** The messages that name this message or request as what was being handled when they were sent. */
export function sentBecauseOf(model: Model, causation: string): MessageStory[] {
  return listed(model.messages.byCausation, causation)
    .filter(({ envelope, cause }) => (envelope?.causation ?? cause) === causation)
    .sort((left, right) => compareStories(model, left, right));
}

/** Whose database it is; empty when the system file does not say. */
export function serviceOf(model: Model, { database }: { readonly database: string }): string {
  return model.roles.databases.get(database)?.service ?? '';
}
