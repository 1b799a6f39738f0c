import type { Look } from '../state/look.ts';

/** Whether a system that is looked at has any, as far as is known: in another such a pane stays empty, whatever happens. */
export function declares({ ledger }: Look, part: 'sagas' | 'views'): boolean {
  const systems = [...ledger.models.values()].map(({ system }) => system);
  return systems.length === 0 || systems.some((system) => Object.keys(system[part]).length > 0);
}
