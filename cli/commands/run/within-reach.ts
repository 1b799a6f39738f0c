import { UsageError } from '../../lib/errors.ts';
import { beyondReach } from '../../scenario/beyond-reach.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import type { SkippedScenario } from '../../scenario/report.ts';
import type { Lab } from '../../stack/lab.ts';

interface WithinReach {
  readonly scenarios: readonly LoadedScenario[];
  readonly skipped: readonly SkippedScenario[];
}

/**
 * Those that this stack can tell. One that was asked for by its name is refused, one that `--all` or `--tag` brought
 * along is skipped. @throws UsageError when one is refused, or none is left
 */
export function withinReach(
  chosen: readonly LoadedScenario[],
  lab: Pick<Lab, 'stack' | 'services' | 'logs'>,
  byName: boolean,
): WithinReach {
  const skipped = chosen.flatMap((loaded) => {
    const why = beyondReach(loaded, lab);
    const { name, system } = loaded.scenario;
    return why === undefined ? [] : [{ name, system, why }];
  });
  const scenarios = chosen.filter((loaded) => beyondReach(loaded, lab) === undefined);
  const [first] = skipped;
  if (first !== undefined && (byName || scenarios.length === 0))
    throw new UsageError(
      `${first.system}/${first.name} cannot be run here: ${first.why}. Run it on the embedded stack.`,
    );
  return { scenarios, skipped };
}
