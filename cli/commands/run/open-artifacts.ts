import { resolve } from 'node:path';
import type { Artifacts } from '../../artifacts/artifacts.ts';
import type { CommandContext } from '../context.ts';

/** The folder of `--artifacts`, where one is asked for; the code for it is loaded only then. @throws UsageError */
export async function openArtifacts(
  { cwd }: CommandContext,
  folder: string | undefined,
): Promise<Artifacts | undefined> {
  if (folder === undefined) return undefined;
  const loaded = await import('../../artifacts/artifacts.ts');
  return loaded.Artifacts.open(resolve(cwd, folder), folder);
}
