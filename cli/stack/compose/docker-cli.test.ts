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
