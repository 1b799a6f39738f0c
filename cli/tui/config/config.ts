import { defaultKeymap, type Keymap } from '../keys/keymap.ts';
import type { ThemeName } from '../state/themes.ts';

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
