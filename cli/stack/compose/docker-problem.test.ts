import { expect, test } from 'vitest';
import { dockerProblem } from './docker-problem.ts';

test.each([
  [
    ['compose', 'version'],
    { spawnError: Object.assign(new Error('spawn docker ENOENT'), { code: 'ENOENT' }) },
    /no program `docker` on the PATH\. Install Docker Engine .*--stack embedded/,
  ],
  [
    ['version'],
    {
      code: 1,
      stderr:
        'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?',
    },
    /^Docker is installed, but its engine does not run: .*systemctl start docker/,
  ],
  [
    ['version'],
    {
      code: 1,
      stderr:
        'permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
    },
    /^This user may not talk to Docker: .*usermod -aG docker/,
  ],
  [
    ['compose', 'version'],
    { code: 1, stderr: "docker: 'compose' is not a docker command.\nSee 'docker --help'" },
    /^Docker has no compose plugin: .*docker-compose-plugin/,
  ],
  [
    ['compose', 'version'],
    { code: 1, stderr: 'docker: unknown command: docker compose' },
    /^Docker has no compose plugin/,
  ],
])('docker %s: %o', (args, failure, message) => {
  expect(dockerProblem(args, failure).message).toMatch(message);
});

test('of a start that fails it says what went wrong, not what went well before', () => {
  const stderr = [
    ' Container shop-kafka-1  Starting',
    ' Container shop-mongo-1  Healthy',
    ' Container shop-kafka-1  Error',
    'dependency failed to start: container shop-kafka-1 is unhealthy',
  ].join('\n');
  const { message } = dockerProblem(['compose', 'up'], { code: 1, stderr });
  expect(message).toBe(
    [
      'docker compose up failed with exit code 1:',
      '     Container shop-kafka-1  Error',
      '    dependency failed to start: container shop-kafka-1 is unhealthy',
    ].join('\n'),
  );
});
