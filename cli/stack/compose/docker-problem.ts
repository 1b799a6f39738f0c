import { StackError, toError } from '../../lib/errors.ts';

interface Failure {
  /** The program could not be started at all. */
  readonly spawnError?: unknown;
  readonly code?: number | null;
  readonly stderr?: string;
}

const orEmbedded = 'Or use --stack embedded, which needs nothing of it.';
const pluginMissing = /is not a docker command|unknown command: docker compose|unknown (shorthand )?flag/;
const engineAway =
  /cannot connect to the docker daemon|error during connect|is the docker daemon running|dial unix .* (no such file|connection refused)/i;

/** What a docker command that failed means to the user, and the way out. */
export function dockerProblem(
  args: readonly string[],
  { spawnError, code, stderr = '' }: Failure,
): StackError {
  if (spawnError !== undefined) {
    if ((spawnError as NodeJS.ErrnoException).code !== 'ENOENT')
      return new StackError(`docker could not be started: ${toError(spawnError).message}`);
    return new StackError(
      `--stack compose needs Docker, and there is no program \`docker\` on the PATH. Install Docker Engine 20.10 or newer with its compose plugin, or Docker Desktop (https://docs.docker.com/get-docker). ${orEmbedded}`,
    );
  }
  const said = stderr.trim();
  if (/permission denied/i.test(said) && /docker.*sock/i.test(said))
    return new StackError(
      `This user may not talk to Docker: ${lastLine(said)}. As root: usermod -aG docker $USER, then log in again. ${orEmbedded}`,
    );
  if (engineAway.test(said))
    return new StackError(
      `Docker is installed, but its engine does not run: ${lastLine(said)}. Start it: systemctl start docker, or Docker Desktop; \`docker version\` shows whether it answers. ${orEmbedded}`,
    );
  if (args[1] === 'version' && pluginMissing.test(said))
    return new StackError(
      `Docker has no compose plugin: \`docker compose version\` fails. Install the package docker-compose-plugin (https://docs.docker.com/compose/install). ${orEmbedded}`,
    );
  return new StackError(
    `docker ${args.join(' ')} failed with exit code ${code}:\n${indent(withoutProgress(said))}`,
  );
}

/** What went well along the way is no part of what did not. */
function withoutProgress(text: string): string {
  const kept = text
    .split('\n')
    .filter((line) => !/^ *(Container|Network|Volume) .*(ing|ed|Healthy) *$/.test(line));
  return kept.length === 0 ? text : kept.join('\n');
}

function lastLine(text: string): string {
  return (text.split('\n').at(-1) ?? '').replace(/\.$/, '');
}

function indent(text: string): string {
  return text.replace(/^/gm, '    ');
}
