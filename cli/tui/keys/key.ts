/**
 * A key as the table names it: a character (`j`, `G`, `?`), or one of `enter esc tab shift+tab space backspace delete up
 * down left right pageup pagedown home end`, or either with `ctrl+`.
 */
export type Key = string;

/** Whether the key is text to be typed; `space` is too. */
export function typed(key: Key): string | undefined {
  if (key === 'space') return ' ';
  return Array.from(key).length === 1 ? key : undefined;
}
