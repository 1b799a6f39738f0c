import { getEventListeners } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { waitUntil } from '../../lib/wait-until.ts';
import { identify } from '../processes/identity.ts';
import { dockerCli } from './docker-cli.ts';

const limitMs = 30_000;

/** A program `docker` that is this shell script; `pids` waits for as many as it has written to the file $PIDS. */
async function fakeDocker(script: string) {
  const folder = await mkdtemp(join(tmpdir(), 'saga-lab-docker-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'docker'), 0o755);
  const file = join(folder, 'pids');
  const signal = AbortSignal.timeout(limitMs);
  return {
    env: { PATH: `${folder}${delimiter}${process.env['PATH']}`, PIDS: file },
    pids: (count: number) =>
      waitUntil(
        async () => {
          const written = (await readFile(file, 'utf8').catch(() => '')).split('\n').slice(0, -1);
          return written.length < count ? undefined : written.map(Number);
        },
        { signal },
      ),
    ended: (pid: number) =>
      waitUntil(async () => ((await identify(pid)) === undefined ? true : undefined), { signal }),
  };
}

// As the docker command of 20.10 to 24 does, which keeps the first SIGTERM to itself.
const withPlugin = (plugin: string) => `
trap : TERM
sh -c '${plugin}' &
echo $$ >>"$PIDS"
while kill -0 $! 2>/dev/null; do wait; done`;

test.each([
  ['hears of no signal by its command', 'echo $$ >>"$PIDS"; exec sleep 1000'],
  ['ignores the signal', 'trap "" TERM; echo $$ >>"$PIDS"; while :; do sleep 1000; done'],
])('a plugin that %s is ended with its command', { timeout: limitMs }, async (_, plugin) => {
  const { env, pids, ended } = await fakeDocker(withPlugin(plugin));
  const life = new AbortController();
  const running = dockerCli()(['compose', 'logs', '--follow'], { env, signal: life.signal });
  const both = await pids(2);
  life.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
  for (const pid of both) await ended(pid);
});

function onFullDisk(): void {
  throw new Error('no space left on device');
}

test('a command whose lines nobody can take is ended, and tells why', { timeout: limitMs }, async () => {
  const { env, pids, ended } = await fakeDocker('echo $$ >>"$PIDS"; echo line; exec sleep 1000');
  await expect(dockerCli()(['events'], { env, onLine: onFullDisk })).rejects.toThrow(
    'no space left on device',
  );
  for (const pid of await pids(1)) await ended(pid);
});

test('a command that is called off while it starts is ended', { timeout: limitMs }, async () => {
  const { env } = await fakeDocker('exec sleep 1000');
  const life = new AbortController();
  const running = dockerCli()(['events'], { env, signal: life.signal });
  life.abort(new Error('enough'));
  await expect(running).rejects.toThrow('enough');
});

test('a command that is done leaves nothing with the signal and the sentinel', async () => {
  const { env } = await fakeDocker('echo line');
  const watched = new Set<number>();
  const sentinel = {
    pid: 0,
    watch: (pid: number) => void watched.add(pid),
    forget: (pid: number) => void watched.delete(pid),
    stop: () => Promise.resolve(),
  };
  const { signal } = new AbortController();
  expect(await dockerCli(sentinel)(['ps'], { env, signal })).toBe('line');
  await expect(dockerCli(sentinel)(['ps'], { env, signal, onLine: onFullDisk })).rejects.toThrow('no space');
  expect(watched).toEqual(new Set());
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
