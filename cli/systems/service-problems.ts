import type { DanglingName } from './references.ts';
import type { System } from './system.ts';

/** A service is started by the lab, or runs already: what it takes to know which. */
export function serviceProblems({ services }: System): DanglingName[] {
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
