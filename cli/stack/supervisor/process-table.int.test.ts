import { expect, test } from 'vitest';
import { StackError, UsageError } from '../../lib/errors.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { shellProcesses } from '../../test/harness/shell-processes.ts';

const isReady = () => Promise.resolve(undefined);

/** One that is ready as long as it is said to be well. */
async function started() {
  const { table, shell } = await shellProcesses();
  const health = { isWell: true };
  await table.run('service', shell('orders'), () =>
    Promise.resolve(health.isWell ? undefined : 'it is not well'),
  );
  const orders = table.processes[0] ?? expect.fail('no process');
  return { table, health, orders };
}

function becomes(isSo: () => boolean): Promise<true> {
  return waitUntil(() => isSo() || undefined, { signal: AbortSignal.timeout(30_000) });
}

test('a second process of one name is refused, and the first is stopped with the others', async () => {
  const { table, shell } = await shellProcesses();
  await table.run('server', shell('kafka'), isReady);
  await expect(table.run('service', shell('kafka'), isReady)).rejects.toThrow(
    'There is a process "kafka" in this lab already, and it is ready.',
  );
  const [first, ...others] = table.processes;
  expect(others).toEqual([]);
  const pid = first?.pid ?? expect.fail('no pid');
  await table.stopAll();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('one that could not be started makes room for another', async () => {
  const { table, shell } = await shellProcesses();
  await expect(
    table.run('server', shell('kafka', 'exit 3'), () => Promise.resolve('nobody answers')),
  ).rejects.toThrow('kafka ended with exit code 3');
  await table.run('server', shell('kafka'), isReady);
  expect(table.processes.map(({ state }) => state)).toEqual(['ready']);
});

test('one that is paused goes on when it is started', async () => {
  const { table, orders } = await started();
  const { pid } = orders;
  await table.control('pause', 'orders');
  await table.control('start', 'orders');
  expect(orders).toMatchObject({ state: 'ready', pid });
});

test('the start of one that is started again resolves when it is ready', async () => {
  const { table, health, orders } = await started();
  health.isWell = false;
  await table.control('kill', 'orders');
  const stateThen = table.control('start', 'orders').then(() => orders.state);
  await becomes(() => orders.state === 'restarting' && orders.pid !== null);
  health.isWell = true;
  expect(await stateThen).toBe('ready');
});

test('the start of one that is stopped meanwhile says so', async () => {
  const { table, health, orders } = await started();
  health.isWell = false;
  await table.control('kill', 'orders');
  const starting = table.control('start', 'orders');
  await Promise.all([
    expect(starting).rejects.toThrow('orders was stopped before it was ready.'),
    table.control('stop', 'orders'),
  ]);
  expect(orders.state).toBe('stopped');
});

test('one that has just been killed is killed again as soon as it runs', async () => {
  const { table, health, orders } = await started();
  health.isWell = false;
  await table.control('kill', 'orders');
  await table.control('kill', 'orders');
  await becomes(() => orders.restarts === 2);
});

test('what is stopped can neither be killed nor resumed', async () => {
  const { table, orders } = await started();
  await table.control('stop', 'orders');
  await expect(table.control('kill', 'orders')).rejects.toThrow(
    new StackError('orders is stopped, and cannot be killed. Start it first: saga-lab start orders'),
  );
  await expect(table.control('resume', 'orders')).rejects.toThrow(
    new StackError('orders is stopped, and cannot be resumed. Start it first: saga-lab start orders'),
  );
  expect(orders.state).toBe('stopped');
});

test('a name that no process has is a usage error that tells the one that was meant', async () => {
  const { table } = await started();
  await expect(table.control('stop', 'ordres')).rejects.toThrow(
    new UsageError('There is no process "ordres"; did you mean "orders"?'),
  );
});
