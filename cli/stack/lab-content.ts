import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { removeNoted } from './compose/note.ts';
import { dropExternal } from './external-data.ts';
import { dropRabbit } from './external-rabbit.ts';
import type { LabFiles } from './lab-files.ts';

/** Removes a lab's data, logs and lines, what it made on external servers, and its containers. Nothing of it may run any more. */
export async function removeContent(files: LabFiles): Promise<void> {
  await dropExternal(files);
  await dropRabbit(files);
  await removeNoted(files, true);
  // A link where the data could not lie in the lab's folder (embedded/postgres/open-folder.ts).
  const postgres = await realpath(join(files.data, 'postgres')).catch(() => undefined);
  if (postgres !== undefined) await rm(postgres, { recursive: true, force: true });
  await rm(files.content, { recursive: true, force: true });
}
