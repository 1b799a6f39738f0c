import { UsageError } from '../lib/errors.ts';
import type { System } from './system.ts';

/** @throws UsageError where a database of the system has messages in another form, of which `what` knows nothing */
export function requireEventuate({ name, messaging }: System, what: string): void {
  const other = Object.entries(messaging).find(([, { mapping }]) => mapping !== 'eventuate')?.[0];
  if (other === undefined) return;
  throw new UsageError(
    `${what} knows the tables of Eventuate Tram only, and ${other} of ${name} has another mapping (messaging.${other}.mapping). ` +
      'Its scenarios can be run as often as you like: saga-lab run --all --repeat-each 100',
  );
}
