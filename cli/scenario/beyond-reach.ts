import type { Lab } from '../stack/lab.ts';
import type { LoadedScenario } from './load.ts';
import { drives } from './step-schema.ts';

/** Processes that a lab on servers of its own may stop, by their names in `saga-lab status`. */
const servers: ReadonlySet<string> = new Set(['kafka', 'rabbitmq', 'postgres', 'mongo']);

/** Why a scenario cannot be told in this lab; undefined where it can. */
export function beyondReach(
  { scenario }: LoadedScenario,
  { stack, services, logs }: Pick<Lab, 'stack' | 'services' | 'logs'>,
): string | undefined {
  for (const step of scenario.steps)
    for (const drive of drives) {
      const process = step[drive] ?? '';
      const asked = `its step "${drive}: ${process}"`;
      if (stack !== 'external') continue;
      if (servers.has(process))
        return `${asked} needs a server of the lab's own, and the servers of --stack external are not`;
      if (services[process] !== undefined && logs[process] === undefined)
        return `${asked} needs a service of the lab's own, and this one runs already`;
      if (process === 'relay' && logs[process] === undefined)
        return `${asked} needs a relay of the lab's own, and the system relays already`;
    }
  return undefined;
}
