import { bindings, type ActionName, type Context } from './actions.ts';
import type { Key } from './key.ts';

/** The keys of each action. The same key may call another action elsewhere. */
export type Keymap = ReadonlyMap<ActionName, readonly Key[]>;

export const defaultKeymap: Keymap = new Map(bindings.map(({ action, keys }) => [action, keys] as const));

/** Which action a key calls where it is pressed. */
export function actionOf(keymap: Keymap, context: Context, key: Key): ActionName | undefined {
  return bindings.find(({ action, in: contexts }) => {
    const here: readonly Context[] = contexts;
    return here.includes(context) && keysOf(keymap, action).includes(key);
  })?.action;
}

export function keysOf(keymap: Keymap, action: ActionName): readonly Key[] {
  return keymap.get(action) ?? [];
}
