import type { Hop } from '../../../model/hop.ts';
import { chainClocks } from '../../panes/chain-clocks.ts';
import { paneOf } from '../../panes/panes.ts';
import type { ChangeLine, PaneRow } from '../../panes/pane.ts';
import { litBy } from '../lit.ts';
import type { Look } from '../look.ts';
import type { RowPlace } from '../mode.ts';
import { findRow, viewOf } from '../rows.ts';
import type { TuiState } from '../state.ts';
import { contentOf } from './content.ts';

/** A row, and where it stands in its chain. */
export interface Subject {
  readonly row: PaneRow;
  readonly system: string;
  /** The hop that it stands for; null for what is in no chain. */
  readonly hop: Hop | null;
  readonly cause: Hop | null;
  readonly effects: readonly Hop[];
  /** All that is known of it. */
  readonly value: unknown;
  readonly changes: readonly ChangeLine[];
  /** What is to be known of the clocks before its times are compared with its neighbours'. */
  readonly clocks: readonly string[];
}

/** Undefined where the row is not there any more. */
export function subjectOf(state: TuiState, look: Look, { pane, id, index }: RowPlace): Subject | undefined {
  const rows = paneOf(pane).rows(viewOf(state, look));
  const found = findRow(rows, { id, index });
  if (found === undefined) return undefined;
  const row = rows.row(found);
  const chain = litBy(look, row.picks).chain;
  const hop = chain.find((each) => each.id === row.picks?.hop) ?? null;
  const system = row.picks?.system ?? '';
  return {
    row,
    system,
    hop,
    cause: chain.find(({ id }) => id === hop?.cause) ?? null,
    effects: hop ? chain.filter(({ cause }) => cause === hop.id) : [],
    value: pane === 'chain' && hop ? { ...hop, ...contentOf(look.ledger, system, hop) } : row.detail(),
    changes: row.changes?.() ?? [],
    clocks: hop ? chainClocks(look.ledger, row.picks) : [],
  };
}
