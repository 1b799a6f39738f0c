import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  processesOf,
  survivors,
  testHome,
  testOptions,
  testSystem,
  type TestHome,
} from '../test/harness/lab.ts';
import { waitUntil } from '../lib/wait-until.ts';
import { labFiles } from './lab-files.ts';
import { findLab, labLogs, listLabs, purgeLab, startLab } from './labs.ts';
import { getJson } from './processes/ask.ts';
import { freePort } from '../test/harness/free-port.ts';
import type { Progress } from './supervisor/protocol.ts';

let home: TestHome;
beforeEach(async () => {
  home = await testHome();
});
afterEach(() => home.remove());

const withDatabases = await testSystem(
  { orders: { env: { DATABASE_URL: '{{databases.order-db}}' } }, history: {} },
  { 'order-db': { kind: 'postgres' }, 'history-db': { kind: 'mongodb' } },
);
const small = await testSystem({ orders: {} });

test('a lab comes up, says what runs, and goes down without a trace but its data', async () => {
  const lab = await startLab(testOptions(withDatabases), home);
  const status = await lab.status();
  expect(status).toMatchObject({ v: 1, lab: 'test', state: 'up', stack: 'embedded', systems: ['testing'] });
  expect(status.services.map(({ name, state, restarts }) => ({ name, state, restarts }))).toEqual([
    { name: 'orders', state: 'ready', restarts: 0 },
    { name: 'history', state: 'ready', restarts: 0 },
  ]);
  const pids = [...status.services, ...status.databases, ...status.brokers].map(({ pid }) => pid);
  for (const pid of pids) expect(process.kill(pid ?? 0, 0)).toBe(true);

  const { body } = await getJson(lab.services['orders'] ?? '');
  expect(JSON.parse(body)).toEqual({ name: 'orders', database: lab.databases['order-db'] });
  expect(await readFile(lab.lines['orders'] ?? '', 'utf8')).toBe('{"event":"started"}\n');
  const logs = await labLogs('test', home);
  expect(Object.keys(logs).sort()).toEqual(['history', 'kafka', 'mongo', 'orders', 'postgres', 'supervisor']);

  const processes = await processesOf('test', home);
  await lab.stop();
  await lab.stop();
  expect(await survivors(processes, 0)).toEqual([]);
  expect(await findLab('test', home)).toBeUndefined();
  await expect(lab.status()).rejects.toThrow(/Lab "test" does not answer/);
  expect(await listLabs(home)).toEqual([{ name: 'test', state: 'down' }]);
  await purgeLab('test', home);
  expect(await listLabs(home)).toEqual([]);
});

test('the state file is for its owner, and the control port for who has read it', async () => {
  const lab = await startLab(testOptions(small), home);
  const { state } = labFiles('test', home, false);
  expect((await stat(state)).mode & 0o777).toBe(0o600);
  const { control } = JSON.parse(await readFile(state, 'utf8')) as { control: { url: string } };
  const stranger = await fetch(`${control.url}/stop`, { method: 'POST' });
  expect(stranger.status).toBe(401);
  expect((await lab.status()).state).toBe('up');
});

test('data outlives the lab, and a second start of one that is up finds it', async () => {
  const first = await startLab(testOptions(withDatabases), home);
  const again = await startLab(testOptions(withDatabases), home);
  expect([first.owned, again.owned]).toEqual([true, false]);
  expect(again.services).toEqual(first.services);
  const { pathname, password } = new URL(first.databases['order-db'] ?? '');
  await first.stop();
  const second = await startLab(testOptions(withDatabases), home);
  expect(new URL(second.databases['order-db'] ?? '')).toMatchObject({ pathname, password });
});

test('a lab that a run has for itself is not joined: the next one waits for its end', async () => {
  const progress: Progress[] = [];
  const onProgress = (each: Progress) => progress.push(each);
  const own = await startLab(testOptions(small, { ephemeral: true }), home);
  const next = startLab(testOptions(small, { ephemeral: true, onProgress }), home);
  await waitUntil(() => progress.some(({ detail }) => detail?.includes('another run')) || undefined, {
    signal: AbortSignal.timeout(10_000),
  });
  expect((await own.status()).state).toBe('up');
  await own.stop();
  const second = await next;
  expect(second.owned).toBe(true);
  await second.stop();
});

test('of two that start the same lab at once, one starts it and the other gets it', async () => {
  const notes: Progress[] = [];
  const options = testOptions(small, { onProgress: (progress) => void notes.push(progress) });
  const labs = await Promise.all([startLab(options, home), startLab(options, home)]);
  expect(labs.filter(({ owned }) => owned)).toHaveLength(1);
  expect(labs[0]?.services).toEqual(labs[1]?.services);
  expect(notes.map(({ detail }) => detail)).toContain(
    'another saga-lab is busy with this lab; waiting for it',
  );
});

test('two labs stand side by side, and a port that is taken is replaced', async () => {
  const port = await freePort();
  const system = await testSystem({ orders: { port } });
  const notes: Progress[] = [];
  const left = await startLab(testOptions(system, { name: 'left' }), home);
  const right = await startLab(
    testOptions(system, { name: 'right', onProgress: (progress) => void notes.push(progress) }),
    home,
  );
  expect(left.services['orders']).toBe(`http://127.0.0.1:${port}`);
  expect(right.services['orders']).not.toBe(left.services['orders']);
  const used = new URL(right.services['orders'] ?? '').port;
  expect(notes).toContainEqual({
    what: 'orders',
    state: 'note',
    detail: `port ${port} is taken, ${used} is used`,
  });
  await left.stop();
  expect((await right.status()).state).toBe('up');
});

test('a port that a stranger holds is replaced too', async () => {
  const stranger = createServer().listen(0, '127.0.0.1');
  await once(stranger, 'listening');
  const address = stranger.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const lab = await startLab(testOptions(await testSystem({ orders: { port } })), home);
  expect(new URL(lab.services['orders'] ?? '').port).not.toBe(String(port));
  stranger.close();
});

describe('processes of a lab that is up', () => {
  test('one that is killed comes back on its port', async () => {
    const lab = await startLab(testOptions(withDatabases), home);
    for (const name of ['orders', 'kafka', 'mongo', 'postgres']) {
      const pid = await pidOf(name);
      process.kill(pid, 'SIGKILL');
      const back = await waitUntil(
        async () => {
          const now = await pidOf(name).catch(() => pid);
          return now !== pid && (await lab.status()).state === 'up' ? now : undefined;
        },
        { signal: AbortSignal.timeout(20_000), everyMs: 50 },
      );
      expect(back).not.toBe(pid);
    }
    const status = await lab.status();
    expect(status.services.find(({ name }) => name === 'orders')?.restarts).toBe(1);
    expect((await getJson(lab.services['orders'] ?? '')).status).toBe(200);
  });

  test('one that is stopped stays so until it is started', async () => {
    const lab = await startLab(testOptions(small), home);
    const service = async () => (await lab.status()).services[0];
    await lab.control('stop', 'orders');
    expect(await service()).toMatchObject({ state: 'stopped', pid: null, restarts: 0 });
    expect((await lab.status()).state).toBe('degraded');
    await lab.control('start', 'orders');
    expect(await service()).toMatchObject({ state: 'ready' });
    const before = (await service())?.pid;
    await lab.control('restart', 'orders');
    expect((await service())?.pid).not.toBe(before);
    await expect(lab.control('stop', 'ordres')).rejects.toThrow(
      'There is no process "ordres"; did you mean "orders"?',
    );
  });

  test('they stop in order: a service still finds its broker', async () => {
    const lab = await startLab(testOptions(small), home);
    await lab.stop();
    const { orders = '' } = await labLogs('test', home);
    expect(await readFile(orders, 'utf8')).toContain('SIGTERM; broker there: true');
  });
});

describe('a lab that cannot start', () => {
  test('quotes the log of a service that ends at once, and leaves nothing running', async () => {
    const system = await testSystem({ orders: {}, payments: { behaviour: 'broken' } });
    await expect(startLab(testOptions(system), home)).rejects.toThrow(
      /payments ended with exit code 1\. Last lines of its log:\n +setting COLOUR is missing/,
    );
    expect(await processesOf('test', home)).toEqual([]);
    expect(await findLab('test', home)).toBeUndefined();
  });

  test('says what a service that is never healthy answers', async () => {
    const system = await testSystem({ orders: { behaviour: 'unwell' } });
    await expect(startLab(testOptions(system, { readyWithinMs: 4_000 }), home)).rejects.toThrow(
      /orders is not ready after 4 s \(GET http:\S+ answers 503\)[^]*listens on/,
    );
    expect(await findLab('test', home)).toBeUndefined();
  });

  test('names a command that is not there', async () => {
    const system = await testSystem({ orders: {} });
    const { orders } = system.system.services;
    const services = { orders: { ...orders, command: ['no-such-program'] } };
    const broken = { ...system, system: { ...system.system, services } } as typeof system;
    await expect(startLab(testOptions(broken), home)).rejects.toThrow(
      /orders could not be started.*no-such-program/,
    );
  });

  test('is stopped again when the start is given up', async () => {
    const controller = new AbortController();
    const system = await testSystem({ orders: { behaviour: 'unwell' } });
    const seen: Promise<readonly string[]>[] = [];
    const onProgress = ({ what, state }: Progress): void => {
      if (what !== 'orders' || state !== 'starting') return;
      seen.push(processesOf('test', home).then((all) => all.map(({ name }) => name)));
      controller.abort(new Error('Ctrl-C'));
    };
    const started = startLab(testOptions(system, { signal: controller.signal, onProgress }), home);
    await expect(started).rejects.toThrow('Ctrl-C');
    expect((await Promise.all(seen))[0]).toContain('kafka');
    expect(await findLab('test', home)).toBeUndefined();
  });
});

async function pidOf(name: string): Promise<number> {
  const found = (await processesOf('test', home)).find((each) => each.name === name);
  if (found === undefined) throw new Error(`${name} does not run`);
  return found.pid;
}
