import { ownNames } from '../stack/status.ts';
import type { DanglingName } from './references.ts';
import type { System } from './system.ts';

export function serviceProblems({ services }: System): DanglingName[] {
  return [...takenNames(services), ...kindProblems(services)];
}

function takenNames(services: System['services']): DanglingName[] {
  return Object.keys(services)
    .filter((name) => ownNames.includes(name))
    .map((name) => ({
      path: ['services', name],
      message: `services.${name}: a lab has a process "${name}" of its own; name the service otherwise, such as "${name}-service" (taken: ${ownNames.join(', ')})`,
    }));
}

/** A service is started by the lab, or runs already: what it takes to know which. */
function kindProblems(services: System['services']): DanglingName[] {
  return Object.entries(services).flatMap(([name, { command, port, url }]) => {
    const path = ['services', name];
    const at = `services.${name}`;
    if (url === undefined)
      return [
        ...(command
          ? []
          : [{ path, message: `${at}.command is missing (or url, of a service that runs already)` }]),
        ...(port === undefined
          ? [{ path, message: `${at}.port is missing (or url, of a service that runs already)` }]
          : []),
      ];
    return command || port !== undefined
      ? [{ path: [...path, 'url'], message: `${at}: either url, or command and port` }]
      : [];
  });
}
