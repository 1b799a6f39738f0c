import { type ConfigPlaces, readConfigFile } from '../../config/read-config-file.ts';
import { defaultConfig, type Config } from './config.ts';

/**
 * What the config file says of the dashboard; the defaults where there is none.
 * @throws UsageError where it cannot be read, InvalidFileError where it cannot be used
 */
export async function loadConfig(places: ConfigPlaces, named?: string): Promise<Config> {
  const found = await readConfigFile(places, named);
  // Reading YAML takes a while to load: most have no such file, and wait for their first picture.
  return found ? (await import('./parse.ts')).parseConfig(found.file, found.text) : defaultConfig;
}
