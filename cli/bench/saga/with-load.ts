import { setMaxListeners } from 'node:events';
import { sagasOf } from '../../load/sagas.ts';
import type { BenchContext } from '../bench.ts';
import { watchEndings } from './endings.ts';
import { type LoadResult, runLoad } from './load.ts';

/** Sagas that share a customer take turns: with so many, clients seldom wait for each other. */
const fewestShared = 64;
const requestLimitMs = 30_000;

export type Load = (clients: number, count: number) => Promise<LoadResult>;

/** Opens what a load needs, warms the lab up with it, and hands it to `work`. */
export async function withLoad<T>(
  { lab, system: { system }, story, size, signal }: BenchContext,
  work: (load: Load) => Promise<T>,
): Promise<T> {
  const most = Math.max(...size.clients);
  // Each saga under way listens to it, once for its request and once for its end.
  setMaxListeners(2 * most + 10, signal);
  const saga = system.sagas[story.saga];
  if (saga === undefined) throw new TypeError(`The load's saga ${story.saga} was not looked up`);
  const sagas = sagasOf({ story, services: lab.services, requestLimitMs, signal });
  try {
    const endings = await watchEndings(lab.databases[saga.instance.database] ?? '', saga);
    try {
      const wanted = Math.ceil((size.warmUp + size.count) / (story.shared?.sagas ?? Infinity));
      for (let made = 0; made < Math.max(fewestShared, wanted); made += 1) await sagas.share();
      const load: Load = (clients, count) => runLoad({ lab, sagas, endings, clients, count, signal });
      await load(Math.min(most, 16), size.warmUp);
      return await work(load);
    } finally {
      await endings.close();
    }
  } finally {
    await sagas.close();
  }
}
