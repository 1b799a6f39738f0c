import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../lib/errors.ts';
import {
  findScenario,
  findScenarios,
  readCatalog,
  shortNames,
  type Catalog,
} from '../../scenario/catalog.ts';
import { checkScenario } from '../../scenario/check.ts';
import { loadScenario, type LoadedScenario } from '../../scenario/load.ts';
import { mentioned } from '../../scenario/variables.ts';
import { counterexamples } from '../../systems/bundled.ts';
import { InvalidFileError } from '../../systems/invalid-file.ts';
import type { LoadedSystem } from '../../systems/load.ts';
import { hint } from '../../systems/nearest.ts';
import { loadSystems } from '../systems-option.ts';
import { isSame, type Remembered } from './last-run.ts';
import { hasTags, inShard, matches, shardOf } from './narrow.ts';
import { systemsOf } from './systems-of.ts';

export interface Selection {
  /** In the order in which they run. Empty only where that is no mistake: then `emptyBecause` says why. */
  readonly scenarios: readonly LoadedScenario[];
  readonly systems: readonly LoadedSystem[];
  readonly emptyBecause: string | undefined;
  /** Files that cannot be used, where scenarios are chosen among all that there are: which they are nobody can know. */
  readonly invalid: Catalog['invalid'];
}

export interface SelectFlags {
  readonly all?: boolean;
  readonly tag: readonly string[];
  readonly grep?: string;
  readonly system: readonly string[];
  readonly shard?: string;
}

/**
 * The scenarios that were asked for, checked against their systems. `failed` are those of the last run, where only
 * they are wanted. @throws UsageError, InvalidFileError
 */
export async function selectScenarios(
  cwd: string,
  names: readonly string[],
  flags: SelectFlags,
  variables: Iterable<string>,
  failed?: readonly Remembered[],
): Promise<Selection> {
  const narrowed = [hasTags(flags.tag), ...(flags.grep === undefined ? [] : [matches(flags.grep)])];
  const shard = flags.shard === undefined ? undefined : shardOf(flags.shard);
  const given = await loadSystems(flags.system, cwd);
  const only = new Set(given.map(({ system }) => system.name));
  const beside = given.map(({ folder }) => folder);
  const about = ({ scenario }: LoadedScenario) => only.size === 0 || only.has(scenario.system);
  const catalog = names.length > 0 ? undefined : await readCatalog(cwd, beside);
  const chosen =
    catalog === undefined
      ? await findScenarios(names, cwd, only, beside)
      : (await choose(catalog, flags, cwd, failed)).filter(about);
  const wanted = [...new Set(chosen)].filter((loaded) => narrowed.every((keep) => keep(loaded)));
  if (wanted.length === 0 && failed?.length !== 0)
    throw new UsageError(`No scenario ${describe(flags)}. \`saga-lab list\` prints them all.`);
  // All of them are checked, also those of other shards: a mistake is then told by each, not by one.
  await check(wanted, given, cwd, [...variables]);
  const again = wanted.filter(({ id }) => failed === undefined || failed.some((old) => old.id === id));
  const scenarios = shard === undefined ? again : inShard(again, shard);
  return {
    scenarios,
    systems: await systemsOf(scenarios, given, cwd),
    emptyBecause: scenarios.length === 0 ? whyEmpty(again, flags) : undefined,
    invalid: failed === undefined ? (catalog?.invalid ?? []) : [],
  };
}

/** A run that left them out would be silent about what it was asked for. @throws InvalidFileError that names each file */
export function refuseInvalid({ invalid }: Pick<Selection, 'invalid'>): void {
  if (invalid.length > 0) throw new InvalidFileError(invalid.flatMap(({ error }) => error.problems));
}

async function check(
  scenarios: readonly LoadedScenario[],
  given: readonly LoadedSystem[],
  cwd: string,
  variables: readonly string[],
): Promise<void> {
  const systems = await systemsOf(scenarios, given, cwd);
  for (const scenario of scenarios) {
    const { system } = systems.find((each) => each.system.name === scenario.scenario.system)!;
    checkScenario(scenario, system, variables);
  }
  if (scenarios.length > 0) refuseUnused(variables, scenarios);
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
  catalog: Catalog,
  { all, tag, grep, system }: SelectFlags,
  cwd: string,
  failed: readonly Remembered[] | undefined,
): Promise<readonly LoadedScenario[]> {
  if (failed !== undefined) return Promise.all(failed.map((each) => findAgain(catalog, each, cwd)));
  if (all === true || tag.length > 0 || grep !== undefined) {
    const meant = ({ scenario }: LoadedScenario) =>
      !counterexamples.has(scenario.system) || system.includes(scenario.system);
    return catalog.scenarios.filter(meant);
  }
  const known = shortNames(catalog.scenarios).join(', ');
  throw new UsageError(`Which scenarios? Give names (${known}), --tag, --grep, --last-failed or --all.`);
}

/** By its file if it is still there (it may be none of the catalog's), else by its id. */
function findAgain(catalog: Catalog, wanted: Remembered, cwd: string): Promise<LoadedScenario> {
  const listed = catalog.scenarios.find((each) => isSame(each, wanted));
  if (listed !== undefined) return Promise.resolve(listed);
  const file = resolve(cwd, wanted.file);
  return existsSync(file) ? loadScenario(file, wanted.file) : findScenario(catalog, wanted.id, cwd);
}

function whyEmpty(beforeShard: readonly LoadedScenario[], { shard }: SelectFlags): string {
  if (beforeShard.length === 0) return 'None of them failed at the last run: there is nothing to run.';
  const count = `${beforeShard.length} ${beforeShard.length === 1 ? 'scenario' : 'scenarios'}`;
  return `Shard ${shard} of ${count} is empty: there is nothing to run.`;
}

function describe({ tag, grep, system }: SelectFlags): string {
  const [without, having] = [
    tag.filter((each) => each.startsWith('!')),
    tag.filter((each) => !each.startsWith('!')),
  ];
  const parts = [
    ...(having.length === 0 ? [] : [`has the tag ${having.join(' and ')}`]),
    ...(without.length === 0
      ? []
      : [`is without the tag ${without.map((each) => each.slice(1)).join(' and ')}`]),
    ...(grep === undefined ? [] : [`matches ${grep}`]),
    ...(system.length === 0 ? [] : [`is about ${system.join(' or ')}`]),
  ];
  return parts.join(' and ');
}
