import type { LabStatus } from '../stack/status.ts';
import type { LoadedScenario } from './load.ts';
import { drives } from './step-schema.ts';

/** Processes that a lab on servers of its own may stop, by their names in `saga-lab status`. */
const servers: ReadonlySet<string> = new Set(['kafka', 'postgres', 'mongo']);

/**
 * Why a scenario cannot be told on this kind of stack; undefined where it can. While a broker's container starts, Docker's
 * port proxy takes connections and drops them, after which kafkajs reads no more: the probe would miss all that follows.
 */
export function beyondReach({ scenario }: LoadedScenario, stack: LabStatus['stack']): string | undefined {
  for (const step of scenario.steps)
    for (const drive of drives) {
      const process = step[drive] ?? '';
      const asked = `its step "${drive}: ${process}"`;
      if (stack === 'external' && servers.has(process))
        return `${asked} needs a server of the lab's own, and the servers of --stack external are not`;
      if (stack === 'compose' && process === 'kafka')
        return `${asked} takes the broker away from those who watch it, who do not come back through Docker's port proxy`;
    }
  return undefined;
}
