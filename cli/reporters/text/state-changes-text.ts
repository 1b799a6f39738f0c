import type { ChangedRow } from '../../model/changes/changed-row.ts';
import type { ChangingCommit, StateChanges } from '../../model/changes/saga-changes.ts';
import { changedRowPieces } from './changed-row-text.ts';
import { wrap } from './fit.ts';

/** Which commit it was, or one row that it changed; over as many lines as it needs. */
export type ChangeText =
  | { readonly kind: 'commit'; readonly lines: readonly string[] }
  | { readonly kind: 'row'; readonly op: ChangedRow['op']; readonly lines: readonly string[] };

/** A state, then the rows that changed because of it, those of each further commit under a line that names it. */
export function stateChangeTexts(
  { from, to, commits }: Omit<StateChanges, 'event'>,
  width: number,
): ChangeText[] {
  return commits.flatMap((commit, index): ChangeText[] => {
    const head = index === 0 ? stateText(from, to, commit) : commitText(commit);
    return [
      { kind: 'commit', lines: wrap(head.split(' '), width) },
      ...commit.rows.map((row) => ({
        kind: 'row' as const,
        op: row.op,
        lines: wrap(changedRowPieces(row, width), width),
      })),
    ];
  });
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
