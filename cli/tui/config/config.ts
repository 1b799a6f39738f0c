import { checkFile } from '../../systems/check-file.ts';
import { InvalidFileError } from '../../systems/invalid-file.ts';
import { parseYaml } from '../../systems/yaml-file.ts';
import { defaultKeymap, type Keymap } from '../keys/keymap.ts';
import { remap } from '../keys/remap.ts';
import type { ThemeName } from '../state/themes.ts';
import { configSchema } from './schema.ts';

/** How a user wants the dashboard. */
export interface Config {
  readonly keymap: Keymap;
  /** Where the terminal has no colours it is as `mono`, whichever is set. */
  readonly theme: ThemeName;
  readonly ascii: boolean;
  /** Ages stand still until something new is seen. */
  readonly reducedMotion: boolean;
  readonly mouse: boolean;
}

export const defaultConfig: Config = {
  keymap: defaultKeymap,
  theme: 'dark',
  ascii: false,
  reducedMotion: false,
  mouse: false,
};

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
