import type { Command } from 'commander';
import { exitCode } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';
import { manPage } from './man-page.ts';

/** The page comes from the program itself, so that it knows every command and option there is. */
export function manOf(program: Command) {
  return async ({ stdout }: CommandContext): Promise<number> => {
    stdout.write(manPage(program));
    return exitCode.pass;
  };
}
