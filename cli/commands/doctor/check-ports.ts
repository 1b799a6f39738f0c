import { createServer } from 'node:net';
import type { Check } from '../../checks/check.ts';

interface Wishes {
  readonly name: string;
  readonly services: Readonly<Record<string, { readonly port?: number | undefined }>>;
}

/** Each port once, with all who want it: two looks at the same time would find each other. A taken one breaks nothing: the lab takes another and says so. */
export function checkPorts(systems: readonly Wishes[]): Promise<Check[]> {
  const wanted = new Map<number, Set<string>>();
  for (const { name, services } of systems)
    for (const [service, { port }] of Object.entries(services))
      if (port !== undefined) wanted.set(port, (wanted.get(port) ?? new Set()).add(`${name} ${service}`));
  return Promise.all(
    [...wanted].map(async ([port, who]): Promise<Check> => {
      const name = `port ${port} (${[...who].join(', ')})`;
      if (await isFree(port)) return { name, state: 'ok', detail: 'free' };
      const fix = 'nothing to do: a lab takes another port and prints it';
      return { name, state: 'note', detail: 'taken', fix };
    }),
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
