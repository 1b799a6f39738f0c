import { UsageError } from '../../lib/errors.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import { bundledSystems } from '../../systems/bundled.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import { hint } from '../../systems/nearest.ts';
import { loadSystems } from '../systems-option.ts';

/** Only the systems that the scenarios are about: the lab starts no more than it needs. */
export async function systemsOf(
  scenarios: readonly LoadedScenario[],
  given: readonly LoadedSystem[],
  cwd: string,
): Promise<LoadedSystem[]> {
  const names = [...new Set(scenarios.map(({ scenario }) => scenario.system))];
  return Promise.all(
    names.map(async (name) => {
      const own = given.find(({ system }) => system.name === name);
      if (own !== undefined) return own;
      const asker = scenarios.find(({ scenario }) => scenario.system === name)!;
      if (given.length > 0 || !bundledSystems().has(name)) {
        const known = given.length > 0 ? given.map(({ system }) => system.name) : bundledSystems().keys();
        throw new UsageError(
          `${asker.yaml.at(['system'])}: the system "${name}" is not here${hint(name, known)} (--system FILE brings in one's own)`,
        );
      }
      const [bundled] = await loadSystems([name], cwd);
      return bundled!;
    }),
  );
}
