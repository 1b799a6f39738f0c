import { pino } from 'pino';
import { Health } from '../../../runtime/http/health.ts';
import { NoAnswerError } from '../../../runtime/http/remote.ts';
import { Money } from '../../../runtime/values/money.ts';
import { createUi } from '../app.ts';
import type { Backend } from '../backend/backend.ts';
import type { CartLine, Order, Product } from '../backend/shapes.ts';
import { clientFiles } from '../client-files.ts';

export const tea: Product = {
  id: 'tea-1',
  name: 'Earl Grey',
  description: 'very nice Earl Grey tea',
  units: 42,
  price: Money.parse('4.25'),
};

export const order: Order = {
  orderId: 'order-1',
  status: 'PENDING',
  reason: null,
  state: 'do-payment',
  steps: { 'claim-reservations': 'done', 'do-payment': 'sent' },
  items: [{ name: 'Earl Grey', units: 3, price: Money.parse('4.25') }],
  total: Money.parse('12.75'),
  silent: [],
};

export const unread = async () => [{ ...tea, units: 3, price: null }];
export const silent = () => Promise.reject(new NoAnswerError('ui-backend', 'ECONNREFUSED 127.0.0.1'));

export function shop(own: Partial<Backend> = {}) {
  const asked: unknown[][] = [];
  const noted =
    <T>(name: string, answer: T) =>
    async (...args: unknown[]): Promise<T> => {
      asked.push([name, ...args]);
      return answer;
    };
  const backend: Backend = {
    products: noted('products', [tea]),
    cart: noted<readonly CartLine[]>('cart', [{ ...tea, units: 3 }]),
    change: noted<readonly Product[]>('change', [{ ...tea, units: 2 }]),
    confirm: noted('confirm', 'order-1'),
    order: noted('order', order),
    ...own,
  };
  const app = createUi({
    name: 'ui',
    lines: { write() {}, close() {} },
    log: pino({ enabled: false }),
    backend,
    files: clientFiles(new URL('../client/', import.meta.url)),
    health: new Health(
      () => Promise.resolve(),
      () => false,
    ),
  });
  const page = async (path: string) => (await app.request(path)).text();
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: 'http://localhost', ...headers },
    });
  return { app, asked, page, post };
}

export const card = { cardOwner: 'Jane Doe', cardNumber: '4000 0000 0000 0002', checksum: '123' };
