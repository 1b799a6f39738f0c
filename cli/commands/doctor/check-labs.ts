import { listLabs } from '../../stack/labs.ts';
import type { LabHome } from '../../stack/paths.ts';
import type { Check } from './check.ts';

/** Labs that are up are told; what a killed one left is cleaned by the next command that names it. */
export async function checkLabs(home: LabHome): Promise<Check[]> {
  const labs = await listLabs(home);
  return labs.map(({ name, state }) => {
    if (state !== 'stale') return { name: `lab ${name}`, state: 'ok', detail: state };
    const fix = `saga-lab down --lab ${name}`;
    return {
      name: `lab ${name}`,
      state: 'note',
      detail: 'its supervisor is gone; processes may be left',
      fix,
    };
  });
}
