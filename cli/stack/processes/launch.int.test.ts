import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { builtFile } from '../../lib/package-folder.ts';
import { waitUntil } from '../../lib/wait-until.ts';
import { identify } from './identity.ts';
import { launch, type LaunchedProcess, type ProcessSpec } from './launch.ts';
import { tryLock } from './lock.ts';
import { startSentinel, type Sentinel } from './sentinel.ts';
import { stopProcess } from './stop-process.ts';

let folder: string;
let sentinel: Sentinel;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'saga-lab-test-'));
  sentinel = await startSentinel();
});
afterEach(async () => {
  await sentinel.stop();
  await rm(folder, { recursive: true });
});

function shell(script: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  return {
    name: 'shell',
    command: '/bin/sh',
    args: ['-c', script],
    cwd: folder,
    env: { PATH: '/usr/bin:/bin' },
    logFile: join(folder, 'log'),
    stop: [{ signal: 'SIGTERM', graceMs: 200 }],
    ...more,
  };
}

async function whenLogged(line: string): Promise<string> {
  const look = async (): Promise<string | undefined> => {
    const log = await readFile(join(folder, 'log'), 'utf8');
    return log.includes(line) ? log : undefined;
  };
  return waitUntil(look, { signal: AbortSignal.timeout(5000) });
}

async function gone(pid: number): Promise<boolean> {
  const look = async (): Promise<true | undefined> =>
    (await identify(pid)) === undefined ? true : undefined;
  return waitUntil(look, { signal: AbortSignal.timeout(5000) });
}

test('output goes to its files, and the exit is told', async () => {
  const spec = shell('echo out; echo err >&2; echo line >&3; exit 7', { linesFile: join(folder, 'lines') });
  const launched = await launch(spec, sentinel);
  expect(await launched.exited).toEqual({ code: 7, signal: null });
  expect(await readFile(spec.logFile, 'utf8')).toBe('out\nerr\n');
  expect(await readFile(join(folder, 'lines'), 'utf8')).toBe('line\n');
});

test('whoever ignores the gentle signal is killed after the grace', async () => {
  const launched = await launch(shell("trap '' TERM; echo on; while :; do sleep 0.05; done"), sentinel);
  await whenLogged('on');
  expect(await stopProcess(launched)).toEqual({ code: null, signal: 'SIGKILL' });
  expect(await stopProcess(launched)).toEqual({ code: null, signal: 'SIGKILL' });
});

test('what a service has started in turn ends with it', async () => {
  const launched = await launch(shell('sleep 60 & echo child=$!; wait', { ownGroup: true }), sentinel);
  const child = childOf(await whenLogged('child='));
  await stopProcess(launched);
  expect(await gone(child)).toBe(true);
});

test('the sentinel ends what is left when its parent is killed', async () => {
  const program = builtFile('cli/stack/testdata/launch-and-stay.js');
  const specs = [shell('exec sleep 60'), shell('sleep 60 & echo child=$!; wait', { ownGroup: true })];
  const parent = spawn(process.execPath, [program, JSON.stringify(specs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pids = JSON.parse(said.toString()) as readonly number[];
  const child = childOf(await whenLogged('child='));
  parent.kill('SIGKILL');
  for (const pid of [...pids, child]) expect(await gone(pid)).toBe(true);
});

test('a lock has one holder, and that of a dead one is taken over', async () => {
  const file = join(folder, 'lock');
  const first = await tryLock(file);
  expect(first).toBeDefined();
  expect(await tryLock(file)).toBeUndefined();
  await first?.release();
  const dead: LaunchedProcess = await launch(shell(`echo '{"pid":'$$',"began":"1"}' > lock`), sentinel);
  await dead.exited;
  const second = await tryLock(file);
  expect(second).toBeDefined();
  await second?.release();
});

function childOf(log: string): number {
  return Number(/child=(\d+)/.exec(log)?.[1]);
}
