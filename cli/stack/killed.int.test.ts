import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  processesOf,
  survivors,
  testHome,
  testOptions,
  testSystem,
  type TestHome,
} from '../test/harness/lab.ts';
import { builtFile } from '../lib/package-folder.ts';
import { labFiles } from './lab-files.ts';
import { findLab, startLab } from './labs.ts';
import { identify } from './processes/identity.ts';

// What is left when somebody kills with -9: nothing.

let home: TestHome;
beforeEach(async () => {
  home = await testHome();
});
afterEach(() => home.remove());

const system = await testSystem(
  { orders: {}, deaf: { behaviour: 'deaf' } },
  { 'order-db': { kind: 'postgres' }, 'history-db': { kind: 'mongodb' } },
);

test('kill -9 of the supervisor ends all, also those that listen to nothing', async () => {
  const lab = await startLab(testOptions(system), home);
  const processes = await processesOf('test', home);
  expect(processes.map(({ name }) => name).sort()).toEqual([
    'deaf',
    'kafka',
    'mongo',
    'orders',
    'postgres',
    'supervisor',
  ]);
  process.kill(processes[0]?.pid ?? 0, 'SIGKILL');
  expect(await survivors(processes)).toEqual([]);
  await expect(lab.status()).rejects.toThrow(/Lab "test" does not answer/);
  expect(await findLab('test', home)).toBeUndefined();
  const again = await startLab(testOptions(system), home);
  expect((await again.status()).state).toBe('up');
});

test('the command after a kill -9 need not wait for the rest to end by itself', async () => {
  await startLab(testOptions(system), home);
  const processes = await processesOf('test', home);
  process.kill(processes[0]?.pid ?? 0, 'SIGKILL');
  const again = await startLab(testOptions(system), home);
  expect(again.owned).toBe(true);
  expect(await survivors(processes, 0)).toEqual([]);
});

test('kill -9 of the CLI ends an ephemeral lab, with its data', async () => {
  const { cli, processes } = await labOfAnotherCli(true);
  cli.kill('SIGKILL');
  expect(await survivors(processes, 8000)).toEqual([]);
  await expect(access(labFiles('test', home, true).content)).rejects.toThrow('ENOENT');
  expect(await findLab('test', home)).toBeUndefined();
});

test('kill -9 of the CLI leaves a detached lab as it is', async () => {
  const { cli, processes } = await labOfAnotherCli(false);
  cli.kill('SIGKILL');
  await once(cli, 'exit');
  const lab = await findLab('test', home);
  expect((await lab?.status())?.state).toBe('up');
  expect(await survivors(processes, 0)).toHaveLength(processes.length);
});

test('what a lost lab left is ended; a pid that is now another process is not', async () => {
  const [left, other] = [spawn('sleep', ['60']), spawn('sleep', ['60'])];
  const lost = spawn('true');
  await once(lost, 'exit');
  const identity = await identify(left.pid ?? 0);
  const state = {
    v: 1,
    lab: 'test',
    ephemeral: false,
    supervisor: { pid: lost.pid, began: '1' },
    control: { url: 'http://127.0.0.1:1', token: 'none' },
    processes: [
      { name: 'left', ...identity },
      { name: 'other', pid: other.pid, began: '1' },
    ],
  };
  const files = labFiles('test', home, false);
  await mkdir(files.folder, { recursive: true });
  await writeFile(files.state, JSON.stringify(state));
  expect(await findLab('test', home)).toBeUndefined();
  expect(await identify(left.pid ?? 0)).toBeUndefined();
  expect(await identify(other.pid ?? 0)).toBeDefined();
  await expect(access(files.state)).rejects.toThrow('ENOENT');
  other.kill();
});

async function labOfAnotherCli(ephemeral: boolean) {
  const program = builtFile('cli/stack/testdata/start-lab.js');
  const { state, cache } = home;
  const argument = JSON.stringify({ options: testOptions(system, { ephemeral }), home: { state, cache } });
  const cli = spawn(process.execPath, [program, argument], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [said] = (await once(cli.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('up\n');
  return { cli, processes: await processesOf('test', home) };
}
