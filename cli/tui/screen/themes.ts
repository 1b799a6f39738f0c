import type { ForegroundColorName } from 'chalk';
import type { Tone } from '../panes/pane.ts';
import type { ThemeName } from '../state/themes.ts';
import type { Light } from './canvas.ts';

/** How something is written. Colours are of the terminal's own palette by name, or fixed. */
export interface Ink {
  readonly color?: ForegroundColorName | `#${string}`;
  readonly ground?: `#${string}`;
  readonly bold?: true;
  readonly dim?: true;
  readonly underline?: true;
  readonly inverse?: true;
}

/** A theme is data. No colour in it says what a sign, a word or a place does not say too. */
export interface ThemeInks {
  readonly tones: Readonly<Record<Tone, Ink>>;
  /** Over the tone of what is written. */
  readonly lights: Readonly<Record<Light, Ink>>;
}

const inverse: Ink = { inverse: true };

const dark: ThemeInks = {
  tones: {
    plain: {},
    dim: { dim: true },
    strong: { bold: true },
    good: { color: 'green' },
    bad: { color: 'redBright', bold: true },
    unsure: { color: 'yellow' },
    changed: { color: 'magentaBright', bold: true },
    accent: { color: 'cyan' },
  },
  lights: { cursor: inverse, lineage: { ground: '#173a52' }, chain: {}, none: {} },
};

const light: ThemeInks = {
  tones: {
    plain: {},
    dim: { color: '#6a6a6a' },
    strong: { bold: true },
    good: { color: '#0a6b2d' },
    bad: { color: '#b3001b', bold: true },
    unsure: { color: '#8a5a00' },
    changed: { color: '#6a2c91', bold: true },
    accent: { color: '#005f87' },
  },
  lights: { cursor: inverse, lineage: { ground: '#d7e8ff' }, chain: {}, none: {} },
};

const highContrast: ThemeInks = {
  tones: {
    plain: { color: 'whiteBright' },
    dim: { color: 'white' },
    strong: { color: 'whiteBright', bold: true },
    good: { color: 'greenBright', bold: true },
    bad: { color: 'redBright', bold: true, underline: true },
    unsure: { color: 'yellowBright', bold: true },
    changed: { color: 'magentaBright', bold: true },
    accent: { color: 'cyanBright', bold: true },
  },
  lights: { cursor: inverse, lineage: { ground: '#000080', bold: true }, chain: { bold: true }, none: {} },
};

/** Of the palette of Okabe and Ito (2008), which no common colour vision confuses. */
const colourSafe: ThemeInks = {
  tones: {
    plain: {},
    dim: { dim: true },
    strong: { bold: true },
    good: { color: '#56b4e9' },
    bad: { color: '#d55e00', bold: true },
    unsure: { color: '#f0e442' },
    changed: { color: '#cc79a7', bold: true },
    accent: { color: '#e69f00' },
  },
  lights: { cursor: inverse, lineage: { ground: '#003a5c' }, chain: {}, none: {} },
};

const mono: ThemeInks = {
  tones: {
    plain: {},
    dim: { dim: true },
    strong: { bold: true },
    good: {},
    bad: { bold: true, underline: true },
    unsure: { underline: true },
    changed: { bold: true },
    accent: { bold: true },
  },
  lights: { cursor: inverse, lineage: { bold: true, underline: true }, chain: {}, none: {} },
};

/** In the order in which they are gone through. A new theme is a line here. */
export const themes = {
  dark,
  light,
  'high-contrast': highContrast,
  'colour-safe': colourSafe,
  mono,
} as const satisfies Record<ThemeName, ThemeInks>;
