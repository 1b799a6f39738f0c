import type { RelayMode } from '../../stack/status.ts';
import type { StartOptions } from '../../stack/labs.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { Check } from '../../checks/check.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { checkDocker } from './check-docker.ts';
import { checkPostgres } from './checks.ts';

/** Whether what a lab of these systems needs is there, on this kind of stack: what only another kind needs is not looked at. */
export async function checkStack(
  context: CommandContext,
  stack: StartOptions['stack'],
  systems: readonly LoadedSystem[],
  relay: RelayMode = 'wal',
): Promise<readonly Check[]> {
  switch (stack.kind) {
    case 'embedded': {
      const databases = systems.flatMap(({ system }) => Object.values(system.databases));
      if (databases.every(({ kind }) => kind !== 'postgres')) return [];
      return [await checkPostgres(homeOf(context), context.platform)];
    }
    case 'compose':
      return [await checkDocker(context.signal)];
    case 'external': {
      // Drivers take their time to load.
      const { externalChecks } = await import('./external/external-checks.ts');
      return externalChecks(stack, systems, relay);
    }
  }
}
