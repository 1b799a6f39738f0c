import { bindings, type ActionName } from './actions.ts';
import type { Key } from './key.ts';

/** Which action a key calls. */
export type Keymap = ReadonlyMap<Key, ActionName>;

export const defaultKeymap: Keymap = new Map(
  bindings.flatMap(({ action, keys }) => keys.map((key) => [key, action] as const)),
);

export function actionOf(keymap: Keymap, key: Key): ActionName | undefined {
  return keymap.get(key);
}
