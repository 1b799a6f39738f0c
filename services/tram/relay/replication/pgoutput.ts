import type { Lsn } from './lsn.ts';

/**
 * What the plug-in pgoutput sends, protocol version 1: whole transactions, in commit order.
 * Source: PostgreSQL documentation, "Logical Replication Message Formats".
 */
export type PgoutputMessage =
  | BeginMessage
  | CommitMessage
  | OriginMessage
  | RelationMessage
  | TypeMessage
  | InsertMessage
  | UpdateMessage
  | DeleteMessage
  | TruncateMessage;

export interface BeginMessage {
  readonly kind: 'begin';
  readonly xid: number;
  /** Where the commit record starts; what may be acknowledged is `CommitMessage.endLsn`. */
  readonly commitLsn: Lsn;
  /** Epoch milliseconds, by the server's clock. */
  readonly committedMs: number;
}

export interface CommitMessage {
  readonly kind: 'commit';
  readonly commitLsn: Lsn;
  /** Where the commit record ends: the only position of a transaction that may be acknowledged, and exactly so. */
  readonly endLsn: Lsn;
  readonly committedMs: number;
}

export interface OriginMessage {
  readonly kind: 'origin';
  readonly name: string;
  readonly commitLsn: Lsn;
}

export interface RelationMessage {
  readonly kind: 'relation';
  readonly relation: Relation;
}

export interface Relation {
  readonly id: number;
  readonly schema: string;
  readonly table: string;
  readonly columns: readonly RelationColumn[];
}

export interface RelationColumn {
  readonly name: string;
  /** Part of the replica identity, by default the primary key. */
  readonly isKey: boolean;
  /** Oid in pg_type. */
  readonly type: number;
}

export interface TypeMessage {
  readonly kind: 'type';
  readonly id: number;
  readonly schema: string;
  readonly name: string;
}

/** PostgreSQL's text form by column. An out-of-line value that an update did not touch is absent. */
export type TextRow = Readonly<Record<string, string | null>>;

export interface InsertMessage {
  readonly kind: 'insert';
  readonly relation: Relation;
  readonly row: TextRow;
}

export interface UpdateMessage {
  readonly kind: 'update';
  readonly relation: Relation;
  /** Null where the key did not change and the replica identity is not FULL. */
  readonly old: OldRow | null;
  readonly row: TextRow;
}

export interface DeleteMessage {
  readonly kind: 'delete';
  readonly relation: Relation;
  readonly old: OldRow;
}

/** `key`: columns of the replica identity only. `full`: the whole row (REPLICA IDENTITY FULL). */
export interface OldRow {
  readonly kind: 'key' | 'full';
  readonly row: TextRow;
}

export interface TruncateMessage {
  readonly kind: 'truncate';
  readonly relations: readonly Relation[];
}
