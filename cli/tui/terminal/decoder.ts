import type { Key } from '../keys/key.ts';
import type { TuiEvent } from '../state/event.ts';

/** Makes keys and mouse reports of what a terminal sends, in whatever pieces it comes. */
export interface Decoder {
  push(text: string): readonly TuiEvent[];
  /** Whether an escape sequence may have begun whose rest is still to come. */
  readonly isWaiting: boolean;
  /** Nothing came: what waited was the key esc, and what was typed behind it. */
  giveUp(): readonly TuiEvent[];
}

export function createDecoder(): Decoder {
  let rest = '';
  return {
    push(text) {
      const all = rest + text;
      rest = unfinished.exec(all)?.[0] ?? '';
      return eventsIn(all.slice(0, all.length - rest.length));
    },
    get isWaiting() {
      return rest !== '';
    },
    giveUp() {
      const given = rest;
      rest = '';
      return eventsIn(given);
    },
  };
}

const escape = '\u001B';
/** CSI and SS3 sequences (ECMA-48, 5.4; xterm sends arrows as SS3 in its application mode), else a character. */
const piece = new RegExp(String.raw`${escape}\[[0-?]*[ -\/]*[@-~]|${escape}O[@-~]|.`, 'gsu');
const unfinished = new RegExp(String.raw`${escape}(?:\[[0-?]*[ -\/]*|O)?$`);
const parts = /^(?:O|\[(\d*)[;\d]*)(.)$/s;
/** XTerm Control Sequences, "Extended coordinates" (SGR): button, column, row, pressed or released. */
const mouse = /^\[<(\d+);(\d+);(\d+)([Mm])$/;

function eventsIn(text: string): TuiEvent[] {
  return [...text.matchAll(piece)].flatMap(([given]) => {
    if (given === escape || !given.startsWith(escape)) return keyEvent(keyOf(given));
    const sequence = given.slice(escape.length);
    const report = mouse.exec(sequence);
    return report ? mouseEvent(report) : keyEvent(keyOfSequence(sequence));
  });
}

function keyEvent(key: Key | undefined): TuiEvent[] {
  return key === undefined ? [] : [{ kind: 'key', key }];
}

const byFinal: Readonly<Record<string, Key>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  F: 'end',
  H: 'home',
  M: 'enter',
  Z: 'shift+tab',
};
/** Of `CSI n ~`: as vt220, xterm and rxvt send them. */
const byNumber: Readonly<Record<string, Key>> = {
  '1': 'home',
  '3': 'backspace',
  '4': 'end',
  '5': 'pageup',
  '6': 'pagedown',
  '7': 'home',
  '8': 'end',
};

/** Ctrl, Alt and Shift with such a key make it no other; a sequence of no key we know is none. */
function keyOfSequence(sequence: string): Key | undefined {
  const [, number = '', final = ''] = parts.exec(sequence) ?? [];
  return final === '~' ? byNumber[number] : byFinal[final];
}

const control: Readonly<Record<string, Key>> = {
  [escape]: 'esc',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\b': 'backspace',
  '\u007F': 'backspace',
  ' ': 'space',
};

function keyOf(character: string): Key | undefined {
  const known = control[character];
  if (known !== undefined || character > '\u001F') return known ?? character;
  // Ctrl takes the upper bits of a letter: 0x03 is Ctrl-C.
  const letter = String.fromCharCode(character.charCodeAt(0) + 0x60);
  return /[a-z]/.test(letter) ? `ctrl+${letter}` : undefined;
}

function mouseEvent([, button, column, row, end]: RegExpExecArray): TuiEvent[] {
  const at = { x: Number(column) - 1, y: Number(row) - 1 };
  if (button === '64') return [{ kind: 'mouse', action: 'wheel-up', ...at }];
  if (button === '65') return [{ kind: 'mouse', action: 'wheel-down', ...at }];
  return button === '0' && end === 'M' ? [{ kind: 'mouse', action: 'press', ...at }] : [];
}
