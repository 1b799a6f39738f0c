import { Chalk, type ChalkInstance } from 'chalk';
import type { Line, Style } from './canvas.ts';

/** How a style looks. */
export interface Theme {
  readonly name: string;
  paint(text: string, style: Style): string;
}

export function darkTheme(level: 0 | 1 | 2 | 3): Theme {
  const chalk = new Chalk({ level });
  const tones = {
    plain: chalk,
    dim: chalk.dim,
    strong: chalk.bold,
    good: chalk.green,
    bad: chalk.red.bold,
    unsure: chalk.yellow,
    changed: chalk.cyan,
    accent: chalk.cyan,
  };
  return {
    name: 'dark',
    paint: (text, { tone, light }) => lit(tones[tone], light)(text),
  };
}

function lit(chalk: ChalkInstance, light: Style['light']): ChalkInstance {
  if (light === 'cursor') return chalk.inverse;
  return light === 'lineage' ? chalk.bold.underline : chalk;
}

export function textOf(line: Line, theme: Theme): string {
  return line.map(({ text, style }) => theme.paint(text, style)).join('');
}
