import { waitUntil } from '../../lib/wait-until.ts';
import { withLimit } from '../../lib/with-limit.ts';
import type { Lab } from '../../stack/lab.ts';
import { cpuByPart } from '../processes/cpu.ts';
import type { Approvals } from './approvals.ts';
import type { Shop } from './shop.ts';

export interface LoadOptions {
  readonly lab: Lab;
  readonly shop: Shop;
  readonly approvals: Approvals;
  /** Each customer's orders wait for each other, so there are many. */
  readonly customers: readonly string[];
  readonly clients: number;
  readonly count: number;
  readonly signal: AbortSignal;
}

export interface LoadResult {
  /** Milliseconds from before POST /orders until the approval's commit was seen. */
  readonly latencies: readonly number[];
  /** Milliseconds from the first request to the last approval. */
  readonly elapsed: number;
  /** CPU by part of the lab, in milliseconds per saga, until the view had all of it. */
  readonly cpuPerSaga: ReadonlyMap<string, number>;
}

const viewWithinMs = 30_000;

/** So many sagas, `clients` under way at a time: each client posts its next order when its last one is approved. */
export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const { lab, shop, approvals, customers, clients, count, signal } = options;
  const latencies: number[] = [];
  let started = 0;
  let lastOrder = '';

  async function client(): Promise<void> {
    while (started < count) {
      const customer = customers[started % customers.length] ?? '';
      started += 1;
      const posted = performance.now();
      const orderId = await shop.createOrder(customer);
      lastOrder = orderId;
      latencies.push((await approvals.of(orderId, signal)) - posted);
    }
  }

  const cpuBefore = await cpuByPart(lab);
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const elapsed = performance.now() - began;
  await withLimit(signal, viewWithinMs, (limit) =>
    waitUntil(async () => (await shop.viewHas(lastOrder)) || undefined, { signal: limit }),
  );
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
