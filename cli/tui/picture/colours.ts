import type { Style } from '../screen/canvas.ts';
import { themes, type Ink } from '../screen/themes.ts';
import type { ThemeName } from '../state/themes.ts';

/** How a picture draws a style. */
export interface InkLook {
  /** CSS colour of what is written. */
  readonly fill: string;
  /** CSS colour behind it; absent where that is the screen's own. */
  readonly ground?: string;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
}

/** What a terminal that is dark shows where nothing says otherwise. */
export const paper = { ink: '#d7dde4', ground: '#0d1117' } as const;

/** A terminal's own palette, as far as themes name its colours. */
const palette: Readonly<Record<string, string>> = {
  green: '#56d364',
  greenBright: '#7ee787',
  redBright: '#ff8a80',
  yellow: '#e3b341',
  yellowBright: '#f2cc60',
  magentaBright: '#d2a8ff',
  cyan: '#56d4dd',
  cyanBright: '#7fe7ee',
  white: '#b8c0c9',
  whiteBright: '#ffffff',
};

/** As chalk would write it: the light lies over the tone, and inverse swaps what is written and what is behind it. */
export function lookOf(name: ThemeName, { tone, light }: Style): InkLook {
  const { tones, lights } = themes[name];
  const ink: Ink = { ...tones[tone], ...lights[light] };
  const [fill, ground] = [cssOf(ink.color) ?? paper.ink, ink.ground];
  const weight = { bold: ink.bold ?? false, dim: ink.dim ?? false, underline: ink.underline ?? false };
  if (ink.inverse) return { fill: ground ?? paper.ground, ground: fill, ...weight, dim: false };
  return { fill, ...(ground !== undefined && { ground }), ...weight };
}

function cssOf(color: Ink['color']): string | undefined {
  return color?.startsWith('#') ? color : palette[color ?? ''];
}
