import type { Plan } from './plan.ts';
import type { StackChoice } from './protocol.ts';

/** The databases of this lab that were there before it: the URL by which each is watched. */
export function givenDatabases(stack: StackChoice, { databases }: Plan): Record<string, string> {
  if (stack.kind !== 'external') return {};
  const found = databases.flatMap(({ name }) => {
    const given = stack.databases?.[name];
    return given === undefined ? [] : [[name, given.probe ?? given.url] as const];
  });
  return Object.fromEntries(found);
}
