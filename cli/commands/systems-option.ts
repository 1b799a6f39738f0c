import { resolve } from 'node:path';
import { UsageError } from '../lib/errors.ts';
import { bundledSystems } from '../systems/bundled.ts';
import { loadSystem, type LoadedSystem } from '../systems/load.ts';
import { thereIsNo } from '../systems/nearest.ts';

/** Loads one. */
export async function loadSystemOf(name: string, cwd: string): Promise<LoadedSystem> {
  const [system] = await loadSystems([name], cwd);
  if (system === undefined) throw new TypeError(`${name} was neither loaded nor refused`);
  return system;
}

/** Loads systems by name (those that come with the lab) or by the path of a file. */
export function loadSystems(wanted: readonly string[], cwd: string): Promise<LoadedSystem[]> {
  const bundled = bundledSystems();
  return Promise.all(
    wanted.map((name) => {
      const file = bundled.get(name);
      if (file !== undefined) return loadSystem(file);
      if (/[/\\]|\.ya?ml$/.test(name)) return loadSystem(resolve(cwd, name));
      throw new UsageError(
        `${thereIsNo('system', name, bundled.keys())} A system of one's own is named by the path of its file.`,
      );
    }),
  );
}
