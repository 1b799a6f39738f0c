import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../stack/lab.ts';
import type { Random } from '../load/random.ts';

/** Kills one of the processes every so often until the signal aborts; resolves with how often each was killed. */
export async function keepKilling(
  lab: Lab,
  targets: readonly string[],
  { everyMs, random, signal }: { everyMs: number; random: Random; signal: AbortSignal },
): Promise<Readonly<Record<string, number>>> {
  const kills: Record<string, number> = Object.fromEntries(targets.map((name) => [name, 0]));
  const [first, ...rest] = targets;
  if (first === undefined) return kills;
  while (!signal.aborted) {
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) break;
    const target = random.pick([first, ...rest]);
    await lab.control('kill', target);
    kills[target] = (kills[target] ?? 0) + 1;
  }
  return kills;
}
