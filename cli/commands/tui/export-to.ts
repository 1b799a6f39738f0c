import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endings, type ExportFormat } from '../../exports/formats.ts';
import type { RetoldRun } from '../../runs/recording.ts';
import type { Outcome } from '../../tui/state/effect.ts';

/** Writes the run into a file of the folder, named after it. A recording may say of itself whatever it likes. */
export async function exportTo(folder: string, format: ExportFormat, run: RetoldRun): Promise<Outcome> {
  const { exports } = await import('../../exports/exports.ts');
  const file = join(folder, `${run.header.id.replaceAll(/[^\w-]/g, '_')}.${endings[format]}`);
  await writeFile(file, exports[format](run));
  return { ok: true, text: `wrote ${file}` };
}
