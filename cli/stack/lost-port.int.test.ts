import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { testHome, testOptions, testSystem, type TestHome } from '../test/harness/lab.ts';
import type { Lab } from './lab.ts';
import { startLab } from './labs.ts';

let home: TestHome;
let lab: Lab;
beforeEach(async () => {
  home = await testHome();
  lab = await startLab(testOptions(await testSystem({ orders: {} })), home);
});
afterEach(() => home.remove());

const orders = async () => (await lab.status()).services[0];

/** Whoever asks for the service's health is told that all is well. */
async function strangerAt(url: string, host = '127.0.0.1'): Promise<Server> {
  const stranger = createServer((_, response) => response.end('well'));
  stranger.listen(Number(new URL(url).port), host);
  await once(stranger, 'listening');
  onTestFinished(() => void stranger.close());
  return stranger;
}

const taken = `is taken by another program (pid ${process.pid}`;

test('a service is not started where a stranger answers, and is told why; it starts when that is gone', async () => {
  await lab.control('stop', 'orders');
  const stranger = await strangerAt(lab.services['orders'] ?? '');
  await expect(lab.control('start', 'orders')).rejects.toThrow(`orders cannot be started: its port`);
  expect(await orders()).toMatchObject({ state: 'stopped', detail: expect.stringContaining(taken) });
  stranger.close();
  await lab.control('start', 'orders');
  const status = await orders();
  expect(status).toMatchObject({ state: 'ready', answers: true });
  expect(status).not.toHaveProperty('detail');
});

test('a service that lost its port when it crashed is not ready, and says who has the port', async () => {
  await lab.control('stop', 'orders');
  await lab.control('start', 'orders');
  const before = await orders();
  await lab.control('kill', 'orders');
  const stranger = await strangerAt(lab.services['orders'] ?? '');
  await expect
    .poll(orders, { timeout: 20_000 })
    .toMatchObject({ pid: null, detail: expect.stringContaining(taken) });
  expect((await lab.status()).state).toBe('degraded');
  stranger.close();
  await expect.poll(orders, { timeout: 20_000 }).toMatchObject({ state: 'ready', answers: true });
  expect((await orders())?.pid).not.toBe(before?.pid);
});

test('another lab is not given the port of a service that is stopped, whatever its home', async () => {
  await lab.control('stop', 'orders');
  const port = Number(new URL(lab.services['orders'] ?? '').port);
  const elsewhere = await testHome();
  onTestFinished(() => elsewhere.remove());
  const other = await startLab(testOptions(await testSystem({ orders: { port } })), elsewhere);
  expect(other.services['orders']).not.toBe(lab.services['orders']);
  await lab.control('start', 'orders');
  expect(await orders()).toMatchObject({ state: 'ready', answers: true });
});

test('a service on all addresses is told who has its port on another address than the lab asks', async () => {
  const elsewhere = await testHome();
  onTestFinished(() => elsewhere.remove());
  const system = await testSystem({ orders: { behaviour: 'wide' } });
  const wide = await startLab(testOptions(system), elsewhere);
  await wide.control('stop', 'orders');
  const stranger = await strangerAt(wide.services['orders'] ?? '', '127.0.0.2');
  await expect(wide.control('start', 'orders')).rejects.toThrow(taken);
  expect((await wide.status()).services[0]).toMatchObject({
    state: 'stopped',
    detail: expect.stringContaining(taken),
  });
  stranger.close();
  await wide.control('start', 'orders');
  expect((await wide.status()).services[0]).toMatchObject({ state: 'ready', answers: true });
});
