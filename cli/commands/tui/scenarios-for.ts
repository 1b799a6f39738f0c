import { resolve } from 'node:path';
import { findScenarios, readCatalog } from '../../scenario/catalog.ts';
import { loadScenario, type LoadedScenario } from '../../scenario/load.ts';
import { expectationName, stepName } from '../../scenario/names.ts';
import { isScalar } from '../../scenario/scalar.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import type { OfferedScenario } from '../../tui/session/lab-session.ts';

export interface Scenarios {
  readonly scenarios: Promise<readonly OfferedScenario[]>;
  readonly findScenario: (name: string) => Promise<LoadedScenario>;
}

/**
 * The scenarios of these systems, as the dashboard offers them, and those that were `named` by their files, which no
 * catalog need have. The files are read again when one is run.
 */
export function scenariosFor(
  cwd: string,
  systems: readonly LoadedSystem[],
  named: readonly LoadedScenario[] = [],
): Scenarios {
  const beside = systems.map(({ folder }) => folder);
  const names = new Set(systems.map(({ system }) => system.name));
  return {
    scenarios: readCatalog(cwd, beside).then(({ scenarios }) => {
      const listed = scenarios.filter(({ scenario }) => names.has(scenario.system));
      const others = named.filter(({ id }) => !listed.some((each) => each.id === id));
      return [...others, ...listed].map(offered);
    }),
    async findScenario(name) {
      const file = named.find(({ id }) => id === name)?.file;
      return file === undefined
        ? (await findScenarios([name], cwd, names, beside))[0]!
        : loadScenario(resolve(cwd, file), file);
    },
  };
}

function offered({ id, scenario: { about, vars, steps, expect } }: LoadedScenario): OfferedScenario {
  const scalars = Object.entries(vars).flatMap(([name, value]) =>
    isScalar(value) ? [[name, value] as const] : [],
  );
  const plan = { steps: steps.map(stepName), expectations: expect.map(expectationName) };
  return { id, about, vars: Object.fromEntries(scalars), plan };
}
