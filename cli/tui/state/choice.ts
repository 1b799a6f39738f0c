import type { Look, Picked } from './look.ts';
import type { TuiState } from './state.ts';

/** What lights up: what was chosen, else whatever was asked for last. */
export function choiceOf({ picked }: Pick<TuiState, 'picked'>, { ledger }: Look): Picked | null {
  if (picked) return picked;
  const last = ledger.entries.requests.at(-1);
  if (!last) return null;
  const system = [...ledger.models.values()].find(({ system }) =>
    Object.hasOwn(system.services, last.service),
  );
  return system
    ? { system: system.system.name, correlation: last.correlation, hop: `http:${last.id}` }
    : null;
}
