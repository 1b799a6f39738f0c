import type { ServiceDeps } from '../runtime/process/service-deps.ts';
import { repeat } from './repeat.ts';

export interface CollectorOptions {
  /** Seconds after which something expires, and milliseconds between two looks. Either of zero: nothing ever does. */
  readonly ttlS: number;
  readonly everyMs: number;
  /** What expires, for the log: `Carts`. */
  readonly what: string;
  /** Resolves with how many did. */
  readonly expire: () => Promise<number>;
}

/** Lets go now and then of what nobody came back for, until the process stops. */
export async function startCollector(
  { log, resources }: Pick<ServiceDeps, 'log' | 'resources'>,
  { ttlS, everyMs, what, expire }: CollectorOptions,
): Promise<void> {
  if (ttlS <= 0 || everyMs <= 0) return;
  const collector = repeat(
    everyMs,
    async () => {
      const expired = await expire();
      if (expired > 0) log.info({ expired }, `${what} expired`);
    },
    (err) => log.warn({ err }, `${what} could not be expired`),
  );
  await resources.add('collector', () => collector.stop());
}
