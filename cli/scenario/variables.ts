import { randomBytes, randomInt } from 'node:crypto';
import { isScalar, scalarText } from './scalar.ts';

export type Variables = ReadonlyMap<string, unknown>;

const reference = /\{\{\s*([A-Za-z_]\w*)\s*\}\}/g;
const onlyReference = /^\{\{\s*([A-Za-z_]\w*)\s*\}\}$/;

/** Fresh at every use: assign one to a variable under `vars` to use the same value twice. */
export const generators: Readonly<Record<string, () => unknown>> = {
  /** 12 hex digits */
  random: () => randomBytes(6).toString('hex'),
  /** a whole number from 1 to 2^48 - 1 */
  randomInt: () => randomInt(1, 2 ** 48 - 1),
};

/** Names of the variables that a value mentions, in keys and texts at any depth. */
export function mentioned(value: unknown): string[] {
  if (typeof value === 'string') return [...value.matchAll(reference)].map(([, name]) => name!);
  if (Array.isArray(value)) return value.flatMap(mentioned);
  if (isScalar(value) || typeof value !== 'object') return [];
  return Object.entries(value ?? {}).flatMap(([key, inner]) => [...mentioned(key), ...mentioned(inner)]);
}

/**
 * The value with its variables filled in. A text that is exactly one `{{name}}` becomes the variable itself, type and
 * all; inside other text it is printed. Names are checked when the scenario is loaded.
 */
export function fill<T>(value: T, variables: Variables): T {
  return fillAny(value, variables) as T;
}

function fillAny(value: unknown, variables: Variables): unknown {
  if (typeof value === 'string') {
    const whole = onlyReference.exec(value)?.[1];
    if (whole !== undefined) return lookUp(whole, variables);
    return value.replace(reference, (_, name: string) => print(lookUp(name, variables)));
  }
  if (Array.isArray(value)) return value.map((item) => fillAny(item, variables));
  if (isScalar(value) || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value ?? {}).map(([key, inner]) => [
      print(fillAny(key, variables)),
      fillAny(inner, variables),
    ]),
  );
}

/** Fills in a text and prints the result, as for a path. */
export function fillText(text: string, variables: Variables): string {
  return print(fillAny(text, variables));
}

function lookUp(name: string, variables: Variables): unknown {
  if (variables.has(name)) return variables.get(name);
  return generators[name]?.();
}

function print(value: unknown): string {
  return isScalar(value) ? scalarText(value) : JSON.stringify(value);
}
