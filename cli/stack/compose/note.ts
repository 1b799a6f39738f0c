import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LabFiles } from '../lab-files.ts';
import { dockerCli } from './docker-cli.ts';
import { removeProject } from './project.ts';

/** Written before the first container is made, so that whoever comes after a lab that was killed finds them all. */
export async function noteProject(files: LabFiles, project: string): Promise<void> {
  await writeFile(noteFile(files), project, { mode: 0o600 });
}

/** Removes the containers and networks of the project that a lab made, if it made one; its data only `withData`. */
export async function removeNoted(files: LabFiles, withData: boolean): Promise<void> {
  const project = await readFile(noteFile(files), 'utf8').catch(undefinedIfMissing);
  if (project !== undefined) await removeProject(dockerCli(), project, withData);
}

function noteFile({ content }: LabFiles): string {
  return join(content, 'compose-project');
}

function undefinedIfMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
