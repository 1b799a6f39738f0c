import { Chalk } from 'chalk';

/** Colours by meaning. None of them carries meaning alone: a glyph or a word always says the same. */
export type Paint = Readonly<
  Record<'good' | 'bad' | 'unsure' | 'dim' | 'strong' | 'accent', (text: string) => string>
>;

export function paintWith(color: boolean): Paint {
  const chalk = new Chalk({ level: color ? 1 : 0 });
  return {
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    unsure: (text) => chalk.yellow(text),
    dim: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
    accent: (text) => chalk.cyan(text),
  };
}
