import { listLabs } from '../../stack/labs.ts';
import type { LabHome } from '../../stack/paths.ts';
import type { Check } from './check.ts';

/** Labs that run or have data. Looking at them has already cleaned what a killed one left running. */
export async function checkLabs(home: LabHome): Promise<Check[]> {
  const labs = await listLabs(home);
  return labs.map(({ name, state }) => {
    const found = { name: `lab ${name}`, detail: state };
    if (state === 'degraded')
      return {
        ...found,
        state: 'note',
        fix: `saga-lab status --lab ${name}, then saga-lab logs --lab ${name}`,
      };
    if (state !== 'down') return { ...found, state: 'ok' };
    return {
      ...found,
      detail: 'down, with data that was kept',
      state: 'ok',
      fix: `saga-lab down --purge --lab ${name} frees it`,
    };
  });
}
