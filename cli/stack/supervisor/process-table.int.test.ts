import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProcessSpec } from '../processes/launch.ts';
import { startSentinel, type Sentinel } from '../processes/sentinel.ts';
import { ProcessTable } from './process-table.ts';

let folder: string;
let sentinel: Sentinel;
let table: ProcessTable;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-test-'));
  sentinel = await startSentinel();
  table = new ProcessTable({
    sentinel,
    readyWithinMs: 30_000,
    onChange: () => undefined,
    log: () => undefined,
  });
});
afterEach(async () => {
  await table.stopAll();
  await sentinel.stop();
  await rm(folder, { recursive: true });
});

const isReady = () => Promise.resolve(undefined);

function shell(script: string): ProcessSpec {
  return {
    name: 'kafka',
    command: '/bin/sh',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    logFile: join(folder, 'log'),
    stop: [{ signal: 'SIGKILL', graceMs: 0 }],
  };
}

test('a second process of one name is refused, and the first is stopped with the others', async () => {
  await table.run('server', shell('exec sleep 600'), isReady);
  await expect(table.run('service', shell('exec sleep 600'), isReady)).rejects.toThrow(
    'There is a process "kafka" in this lab already, and it is ready.',
  );
  const [first, ...others] = table.processes;
  expect(others).toEqual([]);
  const pid = first?.pid ?? expect.fail('no pid');
  await table.stopAll();
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
});

test('one that could not be started makes room for another', async () => {
  const broken = shell('exit 3');
  await expect(table.run('server', broken, () => Promise.resolve('nobody answers'))).rejects.toThrow('kafka');
  await table.run('server', shell('exec sleep 600'), isReady);
  expect(table.processes.map(({ state }) => state)).toEqual(['ready']);
});
