import type { ChangedRow } from '../../model/changes/changed-row.ts';
import type { ChangingCommit, StateChanges } from '../../model/changes/saga-changes.ts';
import { changedRowText } from './changed-row-text.ts';

/** Which commit it was, or one row that it changed. */
export type ChangeLine =
  | { readonly kind: 'commit'; readonly text: string }
  | { readonly kind: 'row'; readonly op: ChangedRow['op']; readonly text: string };

/** A state, then the rows that changed because of it, those of each further commit under a line that names it. */
export function stateChangeLines({ from, to, commits }: Omit<StateChanges, 'event'>): ChangeLine[] {
  return commits.flatMap((commit, index) => [
    { kind: 'commit' as const, text: index === 0 ? stateText(from, to, commit) : commitText(commit) },
    ...commit.rows.map((row) => ({ kind: 'row' as const, op: row.op, text: changedRowText(row) })),
  ]);
}

function stateText(from: StateChanges['from'], to: string, commit: ChangingCommit): string {
  const path = from === null ? to : `${from ?? '?'} -> ${to}`;
  return `${path} (${placeOf(commit)})`;
}

function commitText(commit: ChangingCommit): string {
  const { handled } = commit;
  if (!handled) return `in the same state (${placeOf(commit)})`;
  return `${handled.consumer} handled ${handled.type} (${placeOf(commit)})`;
}

function placeOf({ database, xid, lsn }: ChangingCommit): string {
  return `${database} xid ${xid}${lsn === undefined ? '' : ` lsn ${lsn}`}`;
}
