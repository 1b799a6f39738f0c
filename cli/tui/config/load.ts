import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../lib/errors.ts';
import { defaultConfig, type Config } from './config.ts';

export interface ConfigPlaces {
  readonly cwd: string;
  readonly homedir: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The first config file that is there, a project's own before a user's; the defaults where there is none.
 * @throws UsageError where it cannot be read, InvalidFileError where it cannot be used
 */
export async function loadConfig({ cwd, homedir, env }: ConfigPlaces): Promise<Config> {
  const home = env['XDG_CONFIG_HOME'] || join(homedir, '.config');
  for (const file of [join(cwd, 'saga-lab.config.yaml'), join(home, 'saga-lab', 'config.yaml')]) {
    const text = await read(file);
    // Reading YAML takes a while to load: most have no such file, and wait for their first picture.
    if (text !== undefined) return (await import('./parse.ts')).parseConfig(file, text);
  }
  return defaultConfig;
}

async function read(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`Cannot read the config file ${file}: ${String(error)}`, { cause: error });
  }
}
