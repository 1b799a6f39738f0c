/**
 * A key as the table names it: a character (`j`, `G`, `?`), or one of `keyNames`, or a letter with `ctrl+`.
 */
export type Key = string;

export const keyNames = [
  'enter',
  'esc',
  'tab',
  'shift+tab',
  'space',
  'backspace',
  'up',
  'down',
  'left',
  'right',
  'pageup',
  'pagedown',
  'home',
  'end',
] as const;

/** Control characters, and keys that a terminal sends as such, by the key that is meant. */
const same: Readonly<Record<Key, Key>> = {
  'ctrl+h': 'backspace',
  'ctrl+i': 'tab',
  'ctrl+j': 'enter',
  'ctrl+m': 'enter',
  ' ': 'space',
  // Keys that were pressed fast, or pasted, come in one piece with the text before them.
  '\r': 'enter',
  '\t': 'tab',
  '\u007F': 'backspace',
};

export function isKey(key: Key): boolean {
  if (sameByte(key) !== undefined) return false;
  const named: readonly string[] = keyNames;
  return named.includes(key) || /^ctrl\+[a-z]$/.test(key) || typed(key) !== undefined;
}

/** The name under which the key arrives, where that is another. */
export function sameByte(key: Key): Key | undefined {
  return Object.hasOwn(same, key) ? same[key] : undefined;
}

/** The text that a key types; `space` is some too. */
export function typed(key: Key): string | undefined {
  if (key === 'space') return ' ';
  return Array.from(key).length === 1 && !/\p{Cc}/u.test(key) ? key : undefined;
}
