import type { RowChange, TransactionFact } from '../observation.ts';
import { place, type Roles } from '../roles.ts';
import type { MessageMapping } from '../mapping/message-mapping.ts';
import { foldOutboxRow, foldReceipt, type Messages } from './messages.ts';
import type { Moment } from './moment.ts';
import { addTo } from './multimap.ts';
import { foldChange, type Tables } from './tables.ts';
import { causeKey, causeOf, type Cause, type Transaction } from './transaction.ts';

export interface Transactions {
  /** By database, in commit order. */
  readonly logs: Map<string, CommitLog>;
  /** By `causeKey`. */
  readonly effects: Map<string, Transaction[]>;
}

interface CommitLog {
  commits: number;
  /** LSN by xid: a probe that starts over repeats itself. */
  readonly seen: Map<number, string>;
}

export function createTransactions(): Transactions {
  return { logs: new Map(), effects: new Map() };
}

export interface CommitIndexes {
  readonly roles: Roles;
  readonly transactions: Transactions;
  readonly tables: Tables;
  readonly messages: Messages;
}

/** Sorts what the commit changed into rows, outbox and inbox. Undefined for one that was folded before. */
export function foldTransaction(
  indexes: CommitIndexes,
  fact: TransactionFact,
  at: Moment,
): Transaction | undefined {
  const { database, xid, lsn } = fact;
  const log = logOf(indexes.transactions, database);
  if (log.seen.get(xid) === lsn) return undefined;
  log.seen.set(xid, lsn);
  log.commits += 1;

  const transaction: Transaction = {
    database,
    xid,
    lsn,
    order: log.commits,
    at,
    rows: [],
    outbox: [],
    receipts: [],
    namedCause: null,
  };
  const mapping = indexes.roles.databases.get(database)?.mapping;
  for (const [index, change] of fact.changes.entries()) {
    if (mapping?.outbox?.table === change.table) sent(indexes, mapping, transaction, change, index);
    else if (mapping?.inbox?.table === change.table) received(indexes, mapping, transaction, change);
    else changed(indexes, transaction, change, index);
  }
  const cause = causeOf(transaction);
  for (const key of new Set([...(cause ? [causeKey(cause)] : []), ...otherCausesOf(transaction, cause)]))
    addTo(indexes.transactions.effects, key, transaction);
  return transaction;
}

/** A command that waited for a lock is handled in the transaction that handles the lock's release: what it sent names it. */
function otherCausesOf({ outbox, receipts }: Transaction, cause: Cause | null): string[] {
  if (receipts.length === 0) return [];
  return outbox.flatMap(({ envelope: { causation } }) =>
    causation === null || causation === cause?.id ? [] : [causeKey({ consumer: null, id: causation })],
  );
}

function sent(
  { messages }: CommitIndexes,
  mapping: MessageMapping,
  transaction: Transaction,
  change: RowChange,
  index: number,
): void {
  // Only inserts send: a relay marks and a cleaner deletes.
  const message = change.op === 'insert' && change.row ? mapping.messageOfRow(change.row) : undefined;
  if (!message) return;
  const row = { transaction, index, ...message };
  transaction.outbox.push(row);
  foldOutboxRow(messages, row);
}

function received(
  { messages }: CommitIndexes,
  mapping: MessageMapping,
  transaction: Transaction,
  { op, row }: RowChange,
): void {
  if (op !== 'insert' || !row) return;
  const receipt = { transaction, ...mapping.receiptOf(row) };
  transaction.receipts.push(receipt);
  foldReceipt(messages, receipt);
}

function changed(
  { tables }: CommitIndexes,
  transaction: Transaction,
  change: RowChange,
  index: number,
): void {
  const table = tables.get(place(transaction.database, change.table));
  if (!table) return;
  transaction.rows.push(foldChange(table, transaction, change, index));
  if (change.op !== 'delete' && table.causeColumn !== undefined)
    transaction.namedCause ??= change.row?.[table.causeColumn] ?? null;
}

function logOf({ logs }: Transactions, database: string): CommitLog {
  const known = logs.get(database);
  if (known) return known;
  const log = { commits: 0, seen: new Map<number, string>() };
  logs.set(database, log);
  return log;
}
