import { UsageError } from '../../lib/errors.ts';
import type { CommandContext } from '../context.ts';

/** `instead` says what does the same without one. @throws UsageError where there is nobody to look and type */
export function requireTerminal(
  { terminal }: CommandContext,
  instead: string,
): NonNullable<CommandContext['terminal']> {
  if (terminal !== undefined) return terminal;
  throw new UsageError(
    `The dashboard needs a terminal to draw on and to read keys from; here stdin or stdout is none. ${instead}`,
  );
}
