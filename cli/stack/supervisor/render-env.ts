import { StackError } from '../../lib/errors.ts';

const reference = /\{\{\s*([^}]*?)\s*\}\}/g;

/** What the values of a service's `env` name: `broker`, `databases.order-db`, `services.inventory`. */
export function referencesOf(env: Readonly<Record<string, string>>): readonly string[] {
  const names = Object.values(env).flatMap((value) =>
    [...value.matchAll(reference)].map((match) => match[1]),
  );
  return [...new Set(names)].filter((name) => name !== undefined);
}

/** Rejects a name that the stack does not provide. */
export function renderEnv(
  env: Readonly<Record<string, string>>,
  values: ReadonlyMap<string, string>,
): Record<string, string> {
  const rendered = Object.entries(env).map(([key, value]) => [
    key,
    value.replace(reference, (_, name: string) => {
      const known = values.get(name);
      if (known !== undefined) return known;
      throw new StackError(
        `env ${key} names {{${name}}}, which is not there. Known: ${[...values.keys()].join(', ')}.`,
      );
    }),
  ]);
  return Object.fromEntries(rendered) as Record<string, string>;
}
