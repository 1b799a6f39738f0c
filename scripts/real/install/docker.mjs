import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache, cached } from '../cache.mjs';
import { withEngine } from '../docker/engine.mjs';
import { standIns } from '../docker/stand-ins.mjs';
import { find, installDebianPackage, need, run } from '../programs.mjs';

const composeVersion = 'v2.35.0';

/**
 * Docker with its compose plugin. Where an engine answers, it is used, with the true images. Elsewhere Debian's is
 * installed; as nothing says that a registry can be reached, it is given stand-ins of the images.
 */
export async function docker() {
  const plugin = await composePlugin();
  if (answers()) return plugin;
  for (const [name, program] of [
    ['docker.io', 'dockerd'],
    ['iptables', 'iptables'],
  ])
    if (find(program) === undefined && find(program, ['/usr/sbin']) === undefined) installDebianPackage(name);
  const config = engineConfig();
  await withEngine(config, (host) => standIns({ ...process.env, ...plugin, DOCKER_HOST: host }));
  return { ...plugin, REAL_DOCKERD: find('dockerd') ?? '/usr/sbin/dockerd', REAL_DOCKERD_CONFIG: config };
}

function answers() {
  const docker = find('docker');
  return docker !== undefined && spawnSync(docker, ['version']).status === 0;
}

/** The environment in which `docker compose` is there. Debian has none of the second generation: it is compiled. */
async function composePlugin() {
  if (spawnSync('docker', ['compose', 'version']).status === 0) return {};
  const folder = await cached(`docker-compose-${composeVersion}`, (target) => {
    const go = need(
      'go',
      'Install Go 1.23 or newer (https://go.dev/dl), or the package docker-compose-plugin.',
    );
    const module = 'github.com/docker/compose/v2';
    const flags = [`-ldflags=-s -w -X ${module}/internal.Version=${composeVersion}`, '-trimpath'];
    const env = { ...process.env, CGO_ENABLED: '0', GOBIN: join(target, 'bin') };
    run(go, ['install', ...flags, `${module}/cmd@${composeVersion}`], { env });
    mkdirSync(join(target, 'cli-plugins'));
    renameSync(join(target, 'bin/cmd'), join(target, 'cli-plugins/docker-compose'));
  });
  return { DOCKER_CONFIG: folder };
}

/** All that the engine owns is below the cache; the images stay there. */
function engineConfig() {
  const folder = join(cache, 'docker-engine');
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'daemon.json');
  const settings = {
    hosts: [`unix://${join(folder, 'docker.sock')}`],
    'data-root': join(folder, 'data'),
    'exec-root': join(folder, 'exec'),
    pidfile: join(folder, 'docker.pid'),
  };
  writeFileSync(config, JSON.stringify(settings, undefined, 2));
  return config;
}
