import type { Look } from '../state/look.ts';

/** Whether a system that is looked at has any: in another such a pane stays empty, whatever happens. */
export function declares({ ledger }: Look, part: 'sagas' | 'views'): boolean {
  return [...ledger.models.values()].some(({ system }) => Object.keys(system[part]).length > 0);
}
