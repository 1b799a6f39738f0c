import type { System } from '../systems/system.ts';
import type { Lab } from './lab.ts';

/**
 * The system as it can be observed in a lab: a service that runs elsewhere writes no lines that the lab can read, and
 * its outbox is relayed by somebody else. What only lines tell is expected of the other services alone.
 */
export function observedIn(system: System, lab: Pick<Lab, 'services' | 'lines'>): System {
  const isElsewhere = (name: string): boolean =>
    system.services[name]?.url !== undefined ||
    (lab.services[name] !== undefined && lab.lines[name] === undefined);
  const services = Object.entries(system.services).map(
    ([name, service]) => [name, isElsewhere(name) ? { ...service, lines: false } : service] as const,
  );
  const messaging = Object.entries(system.messaging).map(
    ([database, each]) =>
      [database, isElsewhere(each.service) ? { ...each, relay: 'none' as const } : each] as const,
  );
  return { ...system, services: Object.fromEntries(services), messaging: Object.fromEntries(messaging) };
}
