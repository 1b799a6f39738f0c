import { join } from 'node:path';
import type { LabHome } from '../stack/paths.ts';

/** Where recordings are kept that were given no place of their own. */
export function runsFolder({ state }: LabHome): string {
  return join(state, 'runs');
}
