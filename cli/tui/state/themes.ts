/** Names of the themes, in the order in which `t` goes through them. */
export const themeNames = ['dark', 'light', 'high-contrast', 'colour-safe', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];
