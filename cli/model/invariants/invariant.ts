import type { InvariantDefinition, System } from '../../systems/system.ts';
import type { Transaction } from '../indexes/transaction.ts';
import type { OutboxRow } from '../indexes/transaction.ts';
import type { Model } from '../model.ts';
import type { Scope } from '../scope.ts';

export type Kind = InvariantDefinition['kind'];
export type DefinitionOf<K extends Kind> = Extract<InvariantDefinition, { readonly kind: K }>;

/** What an invariant is checked on. */
export interface Subject {
  readonly model: Model;
  readonly correlations: readonly string[];
  readonly scope: Scope;
}

/** How one kind of invariant is checked. */
export interface InvariantKind<K extends Kind> {
  /** Whether the system has what it is about. */
  appliesTo(system: System, definition: DefinitionOf<K>): boolean;
  /** Whether the named probe must have missed nothing. */
  restsOn(probe: string, definition: DefinitionOf<K>): boolean;
  /** Whether it must have seen every state, not only the last. */
  needsEveryState(probe: string): boolean;
  check(subject: Subject, definition: DefinitionOf<K>): Finding;
}

export interface Finding {
  /** False when the run touched nothing that it is about. */
  readonly touched: boolean;
  readonly violations: readonly string[];
  /** What would have to be known. */
  readonly unknown: readonly string[];
}

export function commitLabel({ database, xid, lsn }: Transaction): string {
  return `${database} xid ${xid}${lsn === undefined ? '' : ` at ${lsn}`}`;
}

export function messageLabel({ envelope: { id, type } }: Pick<OutboxRow, 'envelope'>): string {
  return `${type ?? 'message'} ${id}`;
}

/** A probe of rows, records, documents or what processes write. */
export function isProbeOfPlace(probe: string): boolean {
  return /^(wal |views |topics$|lines$|logs$)/.test(probe);
}

export function isWalOf(probe: string, databases: readonly string[]): boolean {
  return databases.some((database) => probe === `wal ${database}`);
}
