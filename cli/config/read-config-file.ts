import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { UsageError } from '../lib/errors.ts';

export interface ConfigPlaces {
  readonly cwd: string;
  readonly homedir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

export interface FoundConfig {
  /** Absolute path. */
  readonly file: string;
  readonly text: string;
}

/**
 * The file of `--config` (`named`) or of SAGA_LAB_CONFIG, which then must be there; else the first of a project's own and
 * a user's. @throws UsageError where it cannot be read
 */
export async function readConfigFile(places: ConfigPlaces, named?: string): Promise<FoundConfig | undefined> {
  const { cwd, homedir, env } = places;
  const asked = named ?? (env['SAGA_LAB_CONFIG'] || undefined);
  if (asked !== undefined) {
    const file = resolve(cwd, asked);
    const text = await read(file);
    if (text !== undefined) return { file, text };
    const from = named === undefined ? 'SAGA_LAB_CONFIG' : '--config';
    throw new UsageError(`There is no config file ${file}, which ${from} names.`);
  }
  const home = env['XDG_CONFIG_HOME'] || join(homedir, '.config');
  for (const file of [join(cwd, 'saga-lab.config.yaml'), join(home, 'saga-lab', 'config.yaml')]) {
    const text = await read(file);
    if (text !== undefined) return { file, text };
  }
  return undefined;
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`Cannot read the config file ${file}: ${String(error)}`, { cause: error });
  }
}
