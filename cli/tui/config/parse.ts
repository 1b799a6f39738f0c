import { checkFile } from '../../systems/check-file.ts';
import { InvalidFileError } from '../../systems/invalid-file.ts';
import { parseYaml } from '../../systems/yaml-file.ts';
import { remap } from '../keys/remap.ts';
import { defaultConfig, type Config } from './config.ts';
import { configSchema } from '../../config/schema.ts';

/** @throws InvalidFileError with every problem and its `file:line:column` */
export function parseConfig(file: string, text: string): Config {
  if (text.trim() === '') return defaultConfig;
  const yaml = parseYaml(file, text);
  const { keys, theme, ascii, reducedMotion, mouse } = checkFile(yaml, configSchema);
  const { keymap, problems } = remap(keys);
  if (problems.length === 0) return { keymap, theme, ascii, reducedMotion, mouse };
  throw new InvalidFileError(
    problems.map(({ action, message }) => `${yaml.at(['keys', action], 'key')}: keys.${action}: ${message}`),
  );
}
