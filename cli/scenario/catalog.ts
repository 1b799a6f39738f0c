import { existsSync, statSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { packageFolder } from '../lib/package-folder.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { InvalidFileError } from '../systems/invalid-file.ts';
import { thereIsNo } from '../systems/nearest.ts';
import { loadScenario, parseScenario, readScenario, type LoadedScenario } from './load.ts';
import { mayBear } from './may-bear.ts';

/** The scenarios there are: one's own in `./scenarios`, those beside a system file, and those that come with the lab. */
export interface Catalog {
  /** In the order in which a bare name is looked up. */
  readonly scenarios: readonly LoadedScenario[];
  /** Files that cannot be used: they only matter to someone who asks for them. */
  readonly invalid: readonly { readonly file: string; readonly error: InvalidFileError }[];
}

/** `beside`: folders of system files, whose `scenarios` are looked through too. */
export function readCatalog(cwd: string, beside: readonly string[] = []): Promise<Catalog> {
  return readThose(cwd, beside, () => true);
}

/**
 * Scenarios by `system/name`, by bare name, or by the path of a file. Only files that may bear one of the names are
 * parsed, which is most of the time that the catalog takes; all are where a name is wrong, to say what was meant.
 * A bare name that several systems have is looked up in `systems` first, then in the order of all.
 * @throws UsageError with the nearest right name; InvalidFileError when the file that was meant is not valid
 */
export async function findScenarios(
  wanted: readonly string[],
  cwd: string,
  systems: ReadonlySet<string> = new Set(),
  beside: readonly string[] = [],
): Promise<LoadedScenario[]> {
  const names = wanted.filter((each) => !isFile(each));
  const few =
    names.length === 0
      ? { scenarios: [], invalid: [] }
      : await readThose(cwd, beside, (text) => names.some((name) => mayBear(text, name)));
  const catalog = names.every((name) => lookUp(few, name) !== undefined)
    ? few
    : await readCatalog(cwd, beside);
  const isPreferred = ({ scenario }: LoadedScenario) => systems.has(scenario.system);
  const preferred = {
    ...catalog,
    scenarios: [
      ...catalog.scenarios.filter(isPreferred),
      ...catalog.scenarios.filter((each) => !isPreferred(each)),
    ],
  };
  return Promise.all(wanted.map((each) => findScenario(preferred, each, cwd)));
}

async function readThose(
  cwd: string,
  beside: readonly string[],
  meant: (text: string) => boolean,
): Promise<Catalog> {
  const folders = [cwd, ...beside, packageFolder].map((folder) => join(folder, 'scenarios'));
  const files = (await Promise.all(folders.map(yamlFiles))).flat();
  const read = await Promise.all(
    (await distinct(files)).map(async (file) => {
      const shown = nearer(relative(cwd, file), file);
      const text = await readScenario(file, shown);
      if (!meant(text)) return { file: shown };
      try {
        return { file: shown, loaded: parseScenario(shown, text) };
      } catch (error) {
        if (error instanceof InvalidFileError) return { file: shown, error };
        throw error;
      }
    }),
  );
  const byId = new Map<string, LoadedScenario>();
  for (const { loaded } of read)
    if (loaded !== undefined && !byId.has(loaded.id)) byId.set(loaded.id, loaded);
  return {
    scenarios: [...byId.values()].sort(inLookupOrder()),
    invalid: read.flatMap(({ file, error }) => (error === undefined ? [] : [{ file, error }])),
  };
}

/** One of the catalog's, or by the path of a file. @throws as findScenarios */
export async function findScenario(catalog: Catalog, wanted: string, cwd: string): Promise<LoadedScenario> {
  const found = lookUp(catalog, wanted);
  if (found !== undefined) return found;
  if (isFile(wanted)) return loadScenario(resolve(cwd, wanted), wanted);
  const meant = catalog.invalid.find(
    ({ file }) => file.endsWith(`/${wanted}.yaml`) || file.endsWith(`/${wanted}.yml`),
  );
  if (meant !== undefined) throw meant.error;
  const names = catalog.scenarios.map(({ id, scenario }) => (wanted.includes('/') ? id : scenario.name));
  throw new UsageError(`${thereIsNo('scenario', wanted, names)} \`saga-lab list\` prints them all.`);
}

/** What each can be asked for by: its name, or its id where the name means that of another system. */
export function shortNames(scenarios: Catalog['scenarios']): string[] {
  return scenarios.map((loaded, index) => {
    const { name } = loaded.scenario;
    return scenarios.findIndex(({ scenario }) => scenario.name === name) === index ? name : loaded.id;
  });
}

function lookUp({ scenarios }: Catalog, wanted: string): LoadedScenario | undefined {
  return scenarios.find(({ id, scenario }) => id === wanted || scenario.name === wanted);
}

function isFile(wanted: string): boolean {
  return /\.ya?ml$/.test(wanted);
}

async function yamlFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return [];
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function distinct(files: readonly string[]): Promise<string[]> {
  const byRealPath = new Map<string, string>();
  for (const file of files) {
    const real = await realpath(file);
    if (!byRealPath.has(real)) byRealPath.set(real, file);
  }
  return [...byRealPath.values()];
}

function nearer(a: string, b: string): string {
  return a.startsWith('..') || a.length > b.length ? b : a;
}

function inLookupOrder(): (a: LoadedScenario, b: LoadedScenario) => number {
  const order = [...bundledSystems().keys()];
  const rank = ({ scenario }: LoadedScenario) => {
    const index = order.indexOf(scenario.system);
    return index < 0 ? order.length : index;
  };
  return (a, b) => rank(a) - rank(b) || a.id.localeCompare(b.id);
}
