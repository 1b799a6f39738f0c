import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { waitUntil } from '../../../lib/wait-until.ts';
import { launch } from '../../../stack/processes/launch.ts';
import { startSentinel } from '../../../stack/processes/sentinel.ts';
import { stopProcess } from '../../../stack/processes/stop-process.ts';

export interface DockerEngine {
  /** With which the docker command talks to it. */
  readonly env: Readonly<Record<string, string>>;
  docker(...args: string[]): Promise<string>;
  /** What of a project is there: containers, networks and volumes, by their names. */
  remains(project: string): Promise<readonly string[]>;
  stop(): Promise<void>;
}

const execute = promisify(execFile);
const readyWithinMs = 60_000;

/** The engine that runs already, else the one that the suite's installation found; that one dies with the test process. */
export async function startDockerEngine(): Promise<DockerEngine> {
  const { REAL_DOCKERD: program, REAL_DOCKERD_CONFIG: config = '', DOCKER_CONFIG, DOCKER_HOST } = process.env;
  const given = { ...(DOCKER_CONFIG && { DOCKER_CONFIG }), ...(DOCKER_HOST && { DOCKER_HOST }) };
  if (program === undefined) return engineAt(given, () => Promise.resolve());
  const settings = JSON.parse(await readFile(config, 'utf8')) as { hosts: [string]; 'exec-root': string };
  const sentinel = await startSentinel();
  const { PATH = '' } = process.env;
  const server = await launch(
    {
      name: 'dockerd',
      command: program,
      args: ['--config-file', config],
      cwd: '/',
      env: { PATH: `${PATH}:/usr/sbin:/sbin` },
      logFile: join(dirname(config), 'dockerd.log'),
      stop: [{ signal: 'SIGTERM', graceMs: 30_000 }],
    },
    sentinel,
  );
  const engine = engineAt({ ...given, DOCKER_HOST: settings.hosts[0] }, async () => {
    await stopProcess(server);
    await sentinel.stop();
    await unmountNetworks(join(settings['exec-root'], 'netns'));
  });
  const answers = () => engine.docker('version').catch(() => undefined);
  await waitUntil(answers, { signal: AbortSignal.timeout(readyWithinMs), everyMs: 100 });
  return engine;
}

function engineAt(env: Readonly<Record<string, string>>, stop: () => Promise<void>): DockerEngine {
  const docker = async (...args: string[]) => {
    const options = { env: { ...process.env, ...env }, maxBuffer: 64 * 1024 * 1024 };
    return (await execute('docker', args, options)).stdout;
  };
  return {
    env,
    docker,
    async remains(project) {
      const filter = ['--filter', `label=com.docker.compose.project=${project}`];
      const listed = await Promise.all([
        docker('ps', '--all', '--format', '{{.Names}}', ...filter),
        docker('network', 'ls', '--format', '{{.Name}}', ...filter),
        docker('volume', 'ls', '--format', '{{.Name}}', ...filter),
      ]);
      return listed.flatMap((names) => names.split('\n').filter((name) => name !== ''));
    },
    stop,
  };
}

/** The engine leaves a mount behind for each network name space that a container had. */
async function unmountNetworks(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  await Promise.all(names.map((name) => execute('umount', [join(folder, name)]).catch(() => undefined)));
}
