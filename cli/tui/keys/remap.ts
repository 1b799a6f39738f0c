import { hint } from '../../systems/nearest.ts';
import { bindings, type ActionName, type Context } from './actions.ts';
import { isKey, keyNames, sameByte, type Key } from './key.ts';
import { defaultKeymap, type Keymap } from './keymap.ts';

export interface KeyProblem {
  /** The entry of `keys` that it is about. */
  readonly action: string;
  readonly message: string;
}

/** Keys of the config file by name of the action: they take the place of the action's own. */
export type WantedKeys = Readonly<Record<string, readonly Key[]>>;

/** The way back and the way out cannot be given away. */
const kept = [
  ['esc', 'back'],
  ['ctrl+c', 'quit'],
] as const satisfies readonly (readonly [Key, ActionName])[];

/** The keymap that a user wants, and everything that is wrong with it. */
export function remap(wanted: WantedKeys): {
  readonly keymap: Keymap;
  readonly problems: readonly KeyProblem[];
} {
  const known = bindings.map(({ action }) => action);
  const keymap = new Map<ActionName, readonly Key[]>(defaultKeymap);
  const problems: KeyProblem[] = [];
  for (const [action, keys] of Object.entries(wanted)) {
    const name = known.find((each) => each === action);
    if (name === undefined) {
      problems.push({ action, message: `there is no action "${action}"${hint(action, known)}` });
      continue;
    }
    for (const key of keys) problems.push(...keyProblems(name, key));
    keymap.set(name, withKept(name, keys));
  }
  return { keymap, problems: [...problems, ...conflicts(keymap, wanted)] };
}

function* keyProblems(action: ActionName, key: Key): Generator<KeyProblem> {
  const owner = kept.find(([always]) => always === key)?.[1];
  if (owner !== undefined && owner !== action)
    yield { action, message: `${key} is always ${owner}: take another key` };
  if (isKey(key)) return;
  const same = sameByte(key);
  if (same !== undefined) yield { action, message: `a terminal sends ${key} as ${same}: write ${same}` };
  else
    yield {
      action,
      message: `there is no key "${key}"${hint(key, keyNames)}; a key is a character, a name or ctrl+<letter>`,
    };
}

function withKept(action: ActionName, keys: readonly Key[]): readonly Key[] {
  const always = kept.filter(([, owner]) => owner === action).map(([key]) => key);
  return [...new Set([...keys, ...always])];
}

/** Two actions with one key where both can be called; told of the entry of the config file. */
function conflicts(keymap: Keymap, wanted: WantedKeys): KeyProblem[] {
  const told = new Map<string, KeyProblem>();
  for (const context of ['browse', 'detail', 'reading'] as const) {
    const owners = new Map<Key, ActionName>();
    for (const { action, in: contexts } of bindings) {
      const here: readonly Context[] = contexts;
      if (!here.includes(context)) continue;
      for (const key of keymap.get(action) ?? []) {
        const owner = owners.get(key) ?? action;
        owners.set(key, owner);
        if (owner === action) continue;
        const [mine, other] = Object.hasOwn(wanted, action) ? [action, owner] : [owner, action];
        const message = `${key} is the key of ${other} already: give ${other} another one under keys too`;
        told.set(`${mine} ${key} ${other}`, { action: mine, message });
      }
    }
  }
  return [...told.values()];
}
