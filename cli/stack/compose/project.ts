import { createHash } from 'node:crypto';
import type { LabFiles } from '../lab-files.ts';
import { noOneOff, parseContainers, projectLabel, type Container } from './container.ts';
import type { Docker } from './docker-cli.ts';

/** Of a lab: another home may have one of the same name. */
export function projectName(lab: string, { content }: LabFiles): string {
  return `saga-lab-${lab}-${createHash('sha256').update(content).digest('hex').slice(0, 8)}`;
}

export async function containersOf(docker: Docker, project: string): Promise<readonly Container[]> {
  const ids = await idsOf(docker, project, ['ps', '--all', '--filter', noOneOff]);
  return ids.length === 0 ? [] : parseContainers(await docker(['inspect', ...ids]));
}

/** Takes away what carries the project's label: containers and networks, and volumes, which hold the data, if asked to. */
export async function removeProject(docker: Docker, project: string, volumes: boolean): Promise<void> {
  await removeAll(docker, project, ['ps', '--all'], ['rm', '--force', '--volumes']);
  await removeAll(docker, project, ['network', 'ls'], ['network', 'rm']);
  if (volumes) await removeAll(docker, project, ['volume', 'ls'], ['volume', 'rm', '--force']);
}

async function removeAll(
  docker: Docker,
  project: string,
  list: readonly string[],
  remove: readonly string[],
): Promise<void> {
  const ids = await idsOf(docker, project, list);
  if (ids.length > 0) await docker([...remove, ...ids]);
}

async function idsOf(docker: Docker, project: string, list: readonly string[]): Promise<string[]> {
  const listed = await docker([...list, '--quiet', '--filter', `label=${projectLabel}=${project}`]);
  return listed.split('\n').filter((id) => id !== '');
}
