import type { Key as InkKey } from 'ink';
import type { Key } from '../keys/key.ts';
import type { TuiEvent } from '../state/event.ts';

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

/** SGR mouse report (XTerm Control Sequences, "Extended coordinates"), without the escape that ink took away. */
const mouse = /\[<(\d+);(\d+);(\d+)([Mm])/g;

/** What one input of ink's means; text that was pasted or typed fast comes as several characters at once. */
export function eventsOf(input: string, key: InkKey): readonly TuiEvent[] {
  const reports = [...input.matchAll(mouse)];
  if (reports.length > 0) return reports.flatMap(mouseEvent);
  return keysOf(input, key).map((each) => ({ kind: 'key', key: each }));
}

function keysOf(input: string, key: InkKey): readonly Key[] {
  const name = named.find(([flag]) => key[flag])?.[1];
  if (name !== undefined) return [name];
  if (key.tab) return [key.shift ? 'shift+tab' : 'tab'];
  if (key.ctrl) return [`ctrl+${input}`];
  return Array.from(input, (character) => (character === ' ' ? 'space' : character));
}

function mouseEvent([, button, column, row, end]: RegExpExecArray): TuiEvent[] {
  const at = { x: Number(column) - 1, y: Number(row) - 1 };
  if (button === '64') return [{ kind: 'mouse', action: 'wheel-up', ...at }];
  if (button === '65') return [{ kind: 'mouse', action: 'wheel-down', ...at }];
  return button === '0' && end === 'M' ? [{ kind: 'mouse', action: 'press', ...at }] : [];
}
