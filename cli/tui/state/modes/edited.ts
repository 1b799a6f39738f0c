import { typed, type Key } from '../../keys/key.ts';

/** A text after a key; undefined where the key does not change a text. It is typed at its end. */
export function edited(text: string, key: Key): string | undefined {
  const added = typed(key);
  if (added !== undefined) return text + added;
  if (key === 'backspace') return Array.from(text).slice(0, -1).join('');
  return key === 'ctrl+u' ? '' : undefined;
}
