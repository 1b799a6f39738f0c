import type { Key as InkKey } from 'ink';
import type { Key } from '../keys/key.ts';

const named = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  // Byte 0x7F, which most terminals send for backspace, is `delete` to ink 6.
  ['delete', 'backspace'],
] as const satisfies readonly (readonly [keyof InkKey, Key])[];

/** The keys of one input event; text that was pasted or typed fast comes as several characters at once. */
export function keyOf(input: string, key: InkKey): readonly Key[] {
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name !== undefined) return [name];
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  if (key.ctrl) return [`ctrl+${input}`];
  return Array.from(input, (character) => (character === ' ' ? 'space' : character));
}
