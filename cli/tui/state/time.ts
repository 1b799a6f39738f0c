import type { Look } from './look.ts';
import type { TuiState } from './state.ts';

export interface Position {
  /** Moments that are shown. */
  readonly at: number;
  readonly total: number;
  readonly kind: 'live' | 'paused' | 'playing' | 'ended';
}

/** Where on the timeline the screen stands. */
export function positionOf(state: TuiState, look: Look): Position {
  const { folded } = look.ledger;
  const at = state.frozenAt ?? folded;
  return { at, total: look.total, kind: kindOf(state, look) };
}

function kindOf({ frozenAt, play }: TuiState, { session, ledger, total }: Look): Position['kind'] {
  if (frozenAt !== null) return 'paused';
  if (session.source === 'live') return 'live';
  return play.on && ledger.folded < total ? 'playing' : 'ended';
}
