import { toError } from '../../lib/errors.ts';
import { checkDocker as versionsOf } from '../../stack/compose/check-docker.ts';
import { dockerCli } from '../../stack/compose/docker-cli.ts';
import type { Check } from '../../checks/check.ts';

/** Asks the engine and the compose plugin, as a lab of containers does first. */
export async function checkDocker(signal: AbortSignal): Promise<Check> {
  const name = 'Docker';
  const docker = dockerCli();
  try {
    const detail = await versionsOf((args, options) => docker(args, { ...options, signal }));
    return { name, state: 'ok', detail };
  } catch (thrown) {
    signal.throwIfAborted();
    const fix =
      'see to it that `docker version` and `docker compose version` answer; or use --stack embedded';
    return { name, state: 'broken', detail: toError(thrown).message, fix };
  }
}
