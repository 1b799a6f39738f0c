import { setTimeout as delay } from 'node:timers/promises';
import { stringifyJson } from '../../services/tram/index.ts';
import { withLimit } from '../lib/with-limit.ts';
import { httpClient, type Http } from '../scenario/http.ts';
import type { Random } from './random.ts';
import type { LoadResult } from './report.ts';

export interface LoadOptions {
  readonly services: Readonly<Record<string, string>>;
  readonly sagas: number;
  readonly clients: number;
  readonly random: Random;
  /** Called once the customers are there, before the first order. */
  readonly onStart: () => void;
  readonly onProgress: (acknowledged: number, failed: number) => void;
  /** Ends the load early. */
  readonly signal: AbortSignal;
}

export interface Load extends LoadResult {
  /** Ids of the orders that were acknowledged. */
  readonly orders: readonly string[];
}

const requestLimitMs = 5_000;
const pauseAfterFailureMs = 50;
const ordersPerCustomer = 50;
/** Some twenty of fifty orders of 1 to 100 fit: both ends of the saga are taken. */
const creditLimit = 1_000;

/** Places orders of many customers over HTTP, so many at a time, until so many were acknowledged. */
export async function drive(options: LoadOptions): Promise<Load> {
  const { sagas, clients, random, signal, onStart, onProgress } = options;
  const client = httpClient();
  const orders: string[] = [];
  let failed = 0;
  let begun = 0;
  try {
    const customers = await makeCustomers(client.http, options);
    onStart();
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: clients }, placeOrders));
    const ms = Math.round(performance.now() - startedAt);
    return { wanted: sagas, acknowledged: orders.length, failed, ms, orders };

    async function placeOrders(): Promise<void> {
      while (begun < sagas && !signal.aborted) {
        begun += 1;
        const json = {
          customerId: BigInt(customers[random.below(customers.length)] ?? 0),
          orderTotal: { amount: 1 + random.below(100) },
        };
        const id = await post(
          client.http,
          `${options.services['order-service']}/orders`,
          json,
          'orderId',
          signal,
        );
        if (id !== undefined) orders.push(id);
        else {
          failed += 1;
          begun -= 1;
          await delay(pauseAfterFailureMs, undefined, { signal }).catch(() => undefined);
        }
        onProgress(orders.length, failed);
      }
    }
  } finally {
    await client.close();
  }
}

async function makeCustomers(http: Http, { services, sagas, signal }: LoadOptions): Promise<string[]> {
  const customers: string[] = [];
  const url = `${services['customer-service']}/customers`;
  while (customers.length < Math.ceil(sagas / ordersPerCustomer)) {
    signal.throwIfAborted();
    const json = { name: `Customer ${customers.length + 1}`, creditLimit: { amount: creditLimit } };
    const id = await post(http, url, json, 'customerId', signal);
    if (id !== undefined) customers.push(id);
  }
  return customers;
}

/** The id that the answer names; undefined when there is no good answer. */
async function post(
  http: Http,
  url: string,
  json: unknown,
  field: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', url, headers, body: stringifyJson(json) } as const;
  try {
    const { status, body } = await withLimit(signal, requestLimitMs, (limit) => http(request, limit));
    if (status !== 200 || typeof body !== 'object' || body === null) return undefined;
    const id: unknown = Reflect.get(body, field);
    return typeof id === 'number' || typeof id === 'bigint' ? String(id) : undefined;
  } catch {
    return undefined;
  }
}
