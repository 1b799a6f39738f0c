import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testHome, testOptions, testSystem, type TestHome } from '../test/harness/lab.ts';
import { labLogs, startLab } from './labs.ts';

let home: TestHome;
beforeEach(async () => {
  home = await testHome();
});
afterEach(() => home.remove());

const system = await testSystem(
  { orders: { env: { DATABASE_URL: '{{databases.order-db}}' } } },
  { 'order-db': { kind: 'postgres' } },
);

test('a paused process takes connections, answers when it is resumed, and is the same', async () => {
  const lab = await startLab(testOptions(system), home);
  const service = async () => (await lab.status()).services[0];
  const before = await service();
  await lab.control('pause', 'orders');
  await lab.control('pause', 'orders');
  expect(await service()).toMatchObject({ state: 'paused', pid: before?.pid });
  expect((await lab.status()).state).toBe('degraded');
  let answered = false;
  const answer = fetch(lab.services['orders'] ?? '').then(({ status }) => {
    answered = true;
    return status;
  });
  expect((await service())?.state).toBe('paused');
  expect(answered).toBe(false);
  await lab.control('resume', 'orders');
  await lab.control('resume', 'orders');
  expect(await answer).toBe(200);
  expect(await service()).toEqual(before);
});

test('a process that somebody else froze does not answer, and answers when it goes on', async () => {
  const lab = await startLab(testOptions(system), home);
  const service = async () => (await lab.status()).services[0];
  const before = await service();
  expect(before).toMatchObject({ state: 'ready', answers: true });
  process.kill(before?.pid ?? 0, 'SIGSTOP');
  expect(await service()).toEqual({ ...before, answers: false });
  process.kill(before?.pid ?? 0, 'SIGCONT');
  await expect.poll(service).toEqual(before);
});

test('a paused process is stopped as gently as any other, and can be killed', async () => {
  const lab = await startLab(testOptions(system), home);
  await lab.control('pause', 'orders');
  await lab.control('stop', 'orders');
  const { orders = '' } = await labLogs('test', home);
  expect(await readFile(orders, 'utf8')).toContain('SIGTERM; broker there: true');
  await expect(lab.control('pause', 'orders')).rejects.toThrow('orders is stopped: only what is ready');
  await lab.control('start', 'orders');
  await lab.control('pause', 'orders');
  await lab.control('kill', 'orders');
  await expect.poll(async () => (await lab.status()).state, { timeout: 20_000 }).toBe('up');
});

test('what would only half be paused cannot be', async () => {
  const lab = await startLab(testOptions(system), home);
  await expect(lab.control('pause', 'postgres')).rejects.toThrow(
    'postgres cannot be paused: each of its connections is a process of its own',
  );
});
