import { StackError } from '../../lib/errors.ts';
import type { Docker } from './docker-cli.ts';

/** The first that takes a config's `content`. */
const oldest = [2, 23, 1] as const;

/** Resolves with the versions of engine and plugin. Rejects with StackError when one is missing, away or too old. */
export async function checkDocker(docker: Docker): Promise<string> {
  const plugin = (await docker(['compose', 'version', '--short'])).trim();
  const problem = pluginProblem(plugin);
  if (problem !== undefined) throw new StackError(problem);
  const engine = (await docker(['version', '--format', '{{.Server.Version}}'])).trim();
  return `engine ${engine}, compose ${plugin}`;
}

export function pluginProblem(version: string): string | undefined {
  const found = (/\d+\.\d+\.\d+/.exec(version)?.[0] ?? '0.0.0').split('.').map(Number);
  const at = oldest.findIndex((part, index) => found[index] !== part);
  if (at === -1 || (found[at] ?? 0) > (oldest[at] ?? 0)) return undefined;
  return `Docker's compose plugin is ${version}, but ${oldest.join('.')} or newer is needed. Update the package docker-compose-plugin (https://docs.docker.com/compose/install).`;
}
