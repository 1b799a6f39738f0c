import { onceMend, showsOnce } from '../model/once.ts';
import type { System } from '../systems/system.ts';
import type { Check } from './check.ts';

/** Consumers for which `effects-once` can be judged by nothing: with them it is never more than inconclusive. */
export function checkOnce(system: System): Check[] {
  const { consumers, invariants } = system;
  const found = Object.entries(invariants).find(([, { kind }]) => kind === 'effects-once');
  if (found === undefined) return [];
  const [invariant] = found;
  return Object.entries(consumers).flatMap(([name, consumer]): Check[] =>
    showsOnce(consumer)
      ? []
      : [
          {
            name: `consumer ${name}`,
            state: 'note',
            detail: `it names neither inbox nor view; where no row shows that it handled a message once, ${invariant} is inconclusive`,
            fix: onceMend(system, name),
          },
        ],
  );
}
