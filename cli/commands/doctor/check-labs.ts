import { toError } from '../../lib/errors.ts';
import { listLabs } from '../../stack/labs.ts';
import type { LabHome } from '../../stack/paths.ts';
import type { Check } from '../../checks/check.ts';

/** Labs that run or have data. Looking at them has already cleaned what a killed one left running. */
export async function checkLabs(home: LabHome): Promise<Check[]> {
  try {
    return (await listLabs(home)).map(checkLab);
  } catch (thrown) {
    const fix = 'see to the folder for labs first';
    return [{ name: 'labs', state: 'broken', detail: toError(thrown).message, fix }];
  }
}

function checkLab({ name: lab, state }: { readonly name: string; readonly state: string }): Check {
  const name = `lab ${lab}`;
  switch (state) {
    case 'degraded':
      return {
        name,
        state: 'note',
        detail: state,
        fix: `saga-lab status --lab ${lab}, then saga-lab logs --lab ${lab}`,
      };
    case 'down':
      return {
        name,
        state: 'ok',
        detail: 'down, with data that was kept',
        fix: `saga-lab down --purge --lab ${lab} frees it`,
      };
    default:
      return { name, state: 'ok', detail: state };
  }
}
