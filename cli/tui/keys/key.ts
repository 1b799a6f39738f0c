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

/** Control characters that a terminal sends for another key. */
const same: Readonly<Record<Key, Key>> = {
  'ctrl+h': 'backspace',
  'ctrl+i': 'tab',
  'ctrl+j': 'enter',
  'ctrl+m': 'enter',
  ' ': 'space',
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
