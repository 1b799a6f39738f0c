import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { projectLabel } from './container.ts';

/** Takes a project's containers away when this process has died without doing so itself. */
export interface Guard {
  readonly pid: number;
  /** There is nothing to guard any more. */
  stop(): Promise<void>;
}

// As the sentinel does for processes: the end of stdin is what a kill -9 of this process cannot prevent. Twice, because
// a `docker compose up` that is cut short may still be making containers.
const script = `
label="label=$1"
read -r word && exit 0
for round in 1 2; do
  ids=$(docker ps --all --quiet --filter "$label"); [ -z "$ids" ] || docker rm --force --volumes $ids
  ids=$(docker network ls --quiet --filter "$label"); [ -z "$ids" ] || docker network rm $ids
  if [ "$2" = data ]; then
    ids=$(docker volume ls --quiet --filter "$label"); [ -z "$ids" ] || docker volume rm --force $ids
  fi
  [ "$round" = 2 ] || sleep 3
done
`;

/** `withData`: volumes too. */
export async function startGuard(project: string, withData: boolean): Promise<Guard> {
  const label = `${projectLabel}=${project}`;
  const shell = spawn('/bin/sh', ['-c', script, 'guard', label, withData ? 'data' : ''], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  await once(shell, 'spawn');
  shell.stdin.on('error', () => undefined);
  const exited = once(shell, 'exit');
  return {
    pid: shell.pid ?? 0,
    async stop() {
      shell.stdin.end('done\n');
      await exited;
    },
  };
}
