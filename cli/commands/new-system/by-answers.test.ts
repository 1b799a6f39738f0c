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
