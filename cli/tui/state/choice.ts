import type { Look, Picked } from './look.ts';
import type { TuiState } from './state.ts';

/** What lights up: what was chosen, else the chain that began last, whoever began it. */
export function choiceOf(state: Pick<TuiState, 'picked'>, look: Look): Picked | null {
  const { last } = look.ledger.newest;
  return chosenOf(state, look) ?? (last ? { ...last, hop: null } : null);
}

/** What the user chose, else what a lesson is about. */
export function chosenOf({ picked }: Pick<TuiState, 'picked'>, { session }: Look): Picked | null {
  return picked ?? session.lesson?.picked ?? null;
}
