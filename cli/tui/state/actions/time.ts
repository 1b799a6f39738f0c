import type { Look } from '../look.ts';
import type { TuiState } from '../state.ts';
import type { Next } from '../update.ts';

/** Stands still at what is shown now, or goes back to the present. */
export function pause(state: TuiState, { ledger }: Look): Next {
  const frozenAt = state.frozenAt === null ? ledger.folded : null;
  return { state: { ...state, frozenAt }, effects: [{ kind: 'seek', at: frozenAt }] };
}
