import { existsSync } from 'node:fs';
import { readdir, realpath } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { packageFolder } from '../lib/package-folder.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { InvalidFileError } from '../systems/invalid-file.ts';
import { thereIsNo } from '../systems/nearest.ts';
import { loadScenario, type LoadedScenario } from './load.ts';

/** The scenarios there are: one's own in `./scenarios`, and those that come with the lab. */
export interface Catalog {
  /** In the order in which a bare name is looked up. */
  readonly scenarios: readonly LoadedScenario[];
  /** Files that cannot be used: they only matter to someone who asks for them. */
  readonly invalid: readonly { readonly file: string; readonly error: InvalidFileError }[];
}

export async function readCatalog(cwd: string): Promise<Catalog> {
  const files = [
    ...(await yamlFiles(join(cwd, 'scenarios'))),
    ...(await yamlFiles(join(packageFolder, 'scenarios'))),
  ];
  const read = await Promise.all(
    (await distinct(files)).map(async (file) => {
      const shown = nearer(relative(cwd, file), file);
      try {
        return { file: shown, loaded: await loadScenario(file, shown) };
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

/**
 * A scenario by `system/name`, by its bare name, or by the path of a file.
 * @throws UsageError with the nearest right name; InvalidFileError when the file that was meant is not valid
 */
export async function findScenario(catalog: Catalog, wanted: string, cwd: string): Promise<LoadedScenario> {
  const found = catalog.scenarios.find(({ id, scenario }) => id === wanted || scenario.name === wanted);
  if (found !== undefined) return found;
  if (/\.ya?ml$/.test(wanted)) return loadScenario(resolve(cwd, wanted), wanted);
  const meant = catalog.invalid.find(
    ({ file }) => file.endsWith(`/${wanted}.yaml`) || file.endsWith(`/${wanted}.yml`),
  );
  if (meant !== undefined) throw meant.error;
  const names = catalog.scenarios.map(({ id, scenario }) => (wanted.includes('/') ? id : scenario.name));
  throw new UsageError(`${thereIsNo('scenario', wanted, names)} \`saga-lab list\` prints them all.`);
}

async function yamlFiles(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
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
