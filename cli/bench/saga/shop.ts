import { Pool } from 'undici';
import { parseJson } from '../../../services/tram/index.ts';
import { withLimit } from '../../lib/with-limit.ts';

/** The customers-and-orders system over HTTP, by connections that are kept. */
export interface Shop {
  createCustomer(): Promise<string>;
  createOrder(customerId: string): Promise<string>;
  /** Whether the view has the order as approved. */
  viewHas(orderId: string): Promise<boolean>;
  close(): Promise<void>;
}

const limitMs = 30_000;

export function openShop(
  services: Readonly<Record<string, string>>,
  connections: number,
  signal: AbortSignal,
): Shop {
  const pool = (service: string): Pool => new Pool(services[service] ?? '', { connections });
  const [orders, customers, history] = ['order-service', 'customer-service', 'order-history-service'].map(
    pool,
  );
  if (!orders || !customers || !history) throw new TypeError('The lab lacks a service');

  async function ask(service: Pool, method: 'GET' | 'POST', path: string, body?: string): Promise<unknown> {
    const headers = { 'content-type': 'application/json' };
    return withLimit(signal, limitMs, async (limit) => {
      const answer = await service.request({ method, path, headers, signal: limit, ...(body && { body }) });
      const text = await answer.body.text();
      if (answer.statusCode === 200) return parseJson(text);
      if (answer.statusCode === 404) return {};
      throw new Error(`${method} ${path} answers ${answer.statusCode}: ${text}`);
    });
  }

  return {
    async createCustomer() {
      const body = '{"name":"Jane Doe","creditLimit":{"amount":1000000}}';
      const created = (await ask(customers, 'POST', '/customers', body)) as { customerId: number };
      return String(created.customerId);
    },
    async createOrder(customerId) {
      const body = `{"customerId":${customerId},"orderTotal":{"amount":1.25}}`;
      const created = (await ask(orders, 'POST', '/orders', body)) as { orderId: number };
      return String(created.orderId);
    },
    async viewHas(orderId) {
      const { state } = (await ask(history, 'GET', `/orders/${orderId}`)) as { state?: string };
      return state === 'APPROVED';
    },
    async close() {
      await Promise.all([orders.close(), customers.close(), history.close()]);
    },
  };
}
