import { UsageError } from '../../lib/errors.ts';
import { findScenarios, readCatalog } from '../../scenario/catalog.ts';
import { checkScenario } from '../../scenario/check.ts';
import type { LoadedScenario } from '../../scenario/load.ts';
import { mentioned } from '../../scenario/variables.ts';
import { bundledSystems, counterexamples } from '../../systems/bundled.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import { hint } from '../../systems/nearest.ts';
import { loadSystems } from '../systems-option.ts';

interface Selection {
  readonly scenarios: readonly LoadedScenario[];
  readonly systems: readonly LoadedSystem[];
}

export interface SelectFlags {
  readonly all?: boolean;
  readonly tag: readonly string[];
  readonly system: readonly string[];
}

/** The scenarios that were asked for, checked against their systems. @throws UsageError, InvalidFileError */
export async function selectScenarios(
  cwd: string,
  names: readonly string[],
  flags: SelectFlags,
  variables: Iterable<string>,
): Promise<Selection> {
  const given = await loadSystems(flags.system, cwd);
  const only = new Set(given.map(({ system }) => system.name));
  const chosen = (await choose(names, flags, cwd)).filter(
    ({ scenario }) => names.length > 0 || only.size === 0 || only.has(scenario.system),
  );
  const wanted = chosen.filter(({ scenario }) => flags.tag.every((tag) => scenario.tags.includes(tag)));
  if (wanted.length === 0)
    throw new UsageError(`No scenario ${describe(flags)}. \`saga-lab list\` prints them all.`);
  const scenarios = [...new Set(wanted)];
  const systems = await systemsOf(scenarios, given, cwd);
  const variableNames = [...variables];
  for (const scenario of scenarios) {
    const { system } = systems.find((each) => each.system.name === scenario.scenario.system)!;
    checkScenario(scenario, system, variableNames);
  }
  refuseUnused(variableNames, scenarios);
  return { scenarios, systems };
}

/** A variable that nothing reads is a slip, and the run would silently be another than was asked for. */
function refuseUnused(given: readonly string[], scenarios: readonly LoadedScenario[]): void {
  const read = new Set(
    scenarios.flatMap(({ scenario }) => [...Object.keys(scenario.vars), ...mentioned(scenario)]),
  );
  const unused = given.find((name) => !read.has(name));
  if (unused === undefined) return;
  const declared = scenarios.flatMap(({ scenario }) => Object.keys(scenario.vars));
  const chosen = scenarios.length === 1 ? 'the scenario' : 'any of the scenarios';
  throw new UsageError(`--var ${unused}: ${chosen} reads no such variable${hint(unused, declared)}`);
}

async function choose(
  names: readonly string[],
  { all, tag, system }: SelectFlags,
  cwd: string,
): Promise<readonly LoadedScenario[]> {
  if (names.length > 0) return findScenarios(names, cwd);
  const catalog = await readCatalog(cwd);
  if (all === true || tag.length > 0) {
    const meant = ({ scenario }: LoadedScenario) =>
      !counterexamples.has(scenario.system) || system.includes(scenario.system);
    return catalog.scenarios.filter(meant);
  }
  const known = catalog.scenarios.map(({ scenario }) => scenario.name).join(', ');
  throw new UsageError(`Which scenarios? Give names (${known}), --tag or --all.`);
}

/** Only the systems that the scenarios are about: the lab starts no more than it needs. */
async function systemsOf(
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

function describe({ tag, system }: SelectFlags): string {
  const tagged = tag.length === 0 ? '' : ` has the tag ${tag.join(' and ')}`;
  return `${tagged.trim()}${system.length === 0 ? '' : `${tagged === '' ? 'is' : ' and is'} about ${system.join(' or ')}`}`;
}
