import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { capturedContext } from '../testing/captured-context.ts';
import { askOn } from './ask.ts';
import { byAnswers } from './by-answers.ts';
import type { WantedSystem } from './wanted.ts';

async function answered(...lines: string[]): Promise<{ wanted: WantedSystem; told: string }> {
  const { context, written } = capturedContext('/');
  const stdin = new PassThrough();
  const asking = askOn({ ...context, stdin });
  stdin.end(lines.map((line) => `${line}\n`).join(''));
  return { wanted: await byAnswers(asking, 'shop'), told: written.stderr };
}

const usual = '';
const none = '';

test('a port that a service has is neither proposed nor taken for another', async () => {
  const orders = ['orders', 'node orders.js', '3001', usual];
  const stock = ['stock', 'node stock.js', '3001', usual, usual];
  const { wanted, told } = await answered(usual, ...orders, ...stock, none, none, none);
  expect(told).toContain('Port 3001 is that of orders.');
  expect(wanted.services.map(({ name, port }) => [name, port])).toEqual([
    ['orders', 3001],
    ['stock', 3000],
  ]);
});

test('a name given twice is told at once, and asked for again', async () => {
  const orders = ['orders', 'node orders.js', usual, usual];
  const stock = ['stock', 'node stock.js', usual, usual];
  const databases = ['orders-db', usual, usual, usual, 'orders-db', none];
  const topics = ['shop.orders', usual, 'shop.orders', none];
  const services = [...orders, 'orders', ...stock, none];
  const { wanted, told } = await answered(usual, ...services, ...databases, ...topics);
  for (const name of ['service orders', 'database orders-db', 'topic shop.orders'])
    expect(told).toContain(`There is a ${name} already.`);
  expect(wanted.services.map(({ name }) => name)).toEqual(['orders', 'stock']);
  expect(wanted.databases.map(({ name }) => name)).toEqual(['orders-db']);
  expect(wanted.topics).toEqual([{ name: 'shop.orders', partitions: 1 }]);
});
