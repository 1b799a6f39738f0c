import type { Begun, Sagas } from '../../load/sagas.ts';
import type { Lab } from '../../stack/lab.ts';
import { cpuByPart } from '../processes/cpu.ts';
import type { Endings } from './endings.ts';

export interface LoadOptions {
  readonly lab: Lab;
  readonly sagas: Sagas;
  readonly endings: Endings;
  readonly clients: number;
  readonly count: number;
  readonly signal: AbortSignal;
}

export interface LoadResult {
  /** Milliseconds from before the request that began a saga until the commit of its end was seen. */
  readonly latencies: readonly number[];
  /** Milliseconds from the first request to the last end. */
  readonly elapsed: number;
  /** CPU by part of the lab, in milliseconds per saga, until all that the load file names had followed. */
  readonly cpuPerSaga: ReadonlyMap<string, number>;
}

/** So many sagas, `clients` under way at a time: each client begins its next saga when its last one has ended. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { lab, sagas, endings, clients, count, signal } = options;
  const latencies: number[] = [];
  let started = 0;
  let last: Begun | undefined;

  async function client(): Promise<void> {
    while (started < count) {
      started += 1;
      const begun = await sagas.begin();
      last = begun;
      latencies.push((await endings.of(begun.key, signal)) - begun.at);
    }
  }

  const cpuBefore = await cpuByPart(lab);
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = performance.now() - began;
  if (last) await sagas.after(last);
  const cpuAfter = await cpuByPart(lab);
  return { latencies, elapsed, cpuPerSaga: perSaga(cpuBefore, cpuAfter, count) };
}

function perSaga(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  count: number,
): ReadonlyMap<string, number> {
  return new Map([...after].map(([part, ms]) => [part, (ms - (before.get(part) ?? 0)) / count]));
}
