import { StackError } from '../../lib/errors.ts';
import type { Container } from './container.ts';

/** A lab stops, kills and asks one container a service. Throws StackError where one has several, and says how to have one. */
export function refuseReplicas(containers: readonly Container[]): void {
  for (const { service } of containers) {
    const names = containers.flatMap((each) => (each.service === service ? [each.name] : []));
    if (names.length > 1)
      throw new StackError(
        `The service "${service}" has ${names.length} containers (${names.join(', ')}), and a lab knows one of each. Have one: scale: 1 in the compose file, or docker compose up --detach --scale ${service}=1 where you started it.`,
      );
  }
}
