import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { find, Missing } from '../programs.mjs';

const readyWithinMs = 60_000;

/** Does work with an engine of this configuration file, and stops the engine. */
export async function withEngine(config, work) {
  const { hosts, 'exec-root': execRoot } = JSON.parse(readFileSync(config, 'utf8'));
  const log = openSync(join(dirname(config), 'dockerd.log'), 'a');
  const dockerd = find('dockerd') ?? '/usr/sbin/dockerd';
  const engine = spawn(dockerd, ['--config-file', config], { stdio: ['ignore', log, log] });
  closeSync(log);
  const exited = once(engine, 'exit');
  try {
    await untilItAnswers(engine, hosts[0], config);
    return await work(hosts[0]);
  } finally {
    engine.kill('SIGTERM');
    await exited;
    unmountNetworks(execRoot);
  }
}

async function untilItAnswers(engine, host, config) {
  const end = performance.now() + readyWithinMs;
  while (spawnSync('docker', ['--host', host, 'version']).status !== 0) {
    if (engine.exitCode !== null || performance.now() > end)
      throw new Missing(`dockerd does not start: see ${join(dirname(config), 'dockerd.log')}`);
    await delay(100);
  }
}

/** The engine leaves a mount behind for each network name space that a container had. */
function unmountNetworks(execRoot) {
  const folder = join(execRoot, 'netns');
  const program = find('umount') ?? '/usr/bin/umount';
  if (existsSync(folder)) for (const name of readdirSync(folder)) spawnSync(program, [join(folder, name)]);
}
