import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endings } from '../../exports/formats.ts';
import { narrowRun } from '../../runs/narrow-run.ts';
import type { RetoldRun } from '../../runs/recording.ts';
import type { ExportEffect, Outcome } from '../../tui/state/effect.ts';

/**
 * Writes the run, or one chain of it, into a file of the folder, named after them. A recording may say of itself
 * whatever it likes. @throws UsageError where the run has no such chain
 */
export async function exportTo(
  folder: string,
  { format, chain }: Omit<ExportEffect, 'kind'>,
  run: RetoldRun,
): Promise<Outcome> {
  const { exports } = await import('../../exports/exports.ts');
  const name = [run.header.id, ...(chain === undefined ? [] : [chain])].map(harmless).join('.');
  const file = join(folder, `${name}.${endings[format]}`);
  await writeFile(file, exports[format](narrowRun(run, { chain })));
  return { ok: true, text: `wrote ${file}` };
}

function harmless(name: string): string {
  return name.replaceAll(/[^\w-]/g, '_');
}
