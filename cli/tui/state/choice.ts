import type { Look, Picked } from './look.ts';
import type { TuiState } from './state.ts';

/** What lights up: what was chosen, else the chain that began last, whoever began it. */
export function choiceOf({ picked }: Pick<TuiState, 'picked'>, { ledger }: Look): Picked | null {
  const { last } = ledger.newest;
  return picked ?? (last ? { ...last, hop: null } : null);
}
