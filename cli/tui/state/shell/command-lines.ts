import type { Size } from '../../layout/layout.ts';
import { boxOf } from '../box.ts';
import { pieces } from '../pieces.ts';
import type { TypedCommand } from './commands-of.ts';

/** Each with what it gives; a command that is too wide goes on in the next line, to be read, not to be copied. */
export function commandLines(commands: readonly TypedCommand[], size: Size): string[] {
  if (commands.length === 0) return ['No command gives this row.'];
  const width = Math.max(10, boxOf(size).width - 6);
  return commands.flatMap(({ about, text }) => [`# ${about}`, ...pieces(text, width), '']);
}
