import { Chalk, type ChalkInstance } from 'chalk';
import { withLinks } from '../../reporters/text/links.ts';
import { sign } from '../panes/signs.ts';
import { asciiOf } from './ascii.ts';
import type { Line, Style } from './canvas.ts';
import type { ThemeName } from '../state/themes.ts';
import { themes, type Ink } from './themes.ts';

/** How lines are written for one terminal. */
export interface Theme {
  readonly name: ThemeName;
  readonly paint: (text: string, style: Style) => string;
}

export interface ThemeOptions {
  /** As chalk counts; 0 is no colour, which still leaves bold, dim, underlined and inverse. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  /** Nothing but ASCII. */
  readonly ascii?: boolean;
  /** Web addresses are links: the terminal knows OSC 8. */
  readonly links?: boolean;
}

export function themeOf(name: ThemeName, { colorLevel, ascii = false, links = false }: ThemeOptions): Theme {
  const { tones, lights } = colorLevel === 0 ? themes.mono : themes[name];
  const chalk = new Chalk({ level: colorLevel === 0 ? 1 : colorLevel });
  const inks = new Map<string, ChalkInstance>();
  const inkOf = ({ tone, light }: Style): ChalkInstance => {
    const key = `${tone} ${light}`;
    const ink = inks.get(key) ?? inked(inked(chalk, tones[tone]), lights[light]);
    inks.set(key, ink);
    return ink;
  };
  return {
    name,
    paint: (text, style) => {
      const shown = ascii ? asciiOf(text) : text;
      // The sign that something was cut out of an address is another in ASCII.
      return inkOf(style)(links && !text.includes(sign.elision) ? withLinks(shown) : shown);
    },
  };
}

function inked(chalk: ChalkInstance, { color, ground, bold, dim, underline, inverse }: Ink): ChalkInstance {
  let ink = chalk;
  if (color !== undefined) ink = isHex(color) ? ink.hex(color) : ink[color];
  if (ground !== undefined) ink = ink.bgHex(ground);
  if (bold) ink = ink.bold;
  if (dim) ink = ink.dim;
  if (underline) ink = ink.underline;
  return inverse ? ink.inverse : ink;
}

function isHex(color: NonNullable<Ink['color']>): color is `#${string}` {
  return color.startsWith('#');
}

export function textOf(line: Line, theme: Theme): string {
  return line.map(({ text, style }) => theme.paint(text, style)).join('');
}
