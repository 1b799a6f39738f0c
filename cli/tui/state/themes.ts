/** What each theme is for, in the order in which `t` goes through them. */
export const themeAbouts = {
  dark: 'for a dark ground, in the colours of the terminal',
  light: 'for a light ground',
  'high-contrast': 'bright and bold, nothing dimmed',
  'colour-safe': 'blue, orange and yellow: told apart with any colour vision',
  mono: 'no colour: bold, dim, underlined',
} as const satisfies Readonly<Record<string, string>>;

export type ThemeName = keyof typeof themeAbouts;
export const themeNames = Object.keys(themeAbouts) as readonly ThemeName[];
