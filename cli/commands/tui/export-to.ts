import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RetoldRun } from '../../runs/recording.ts';
import type { ExportFormat, Outcome } from '../../tui/state/effect.ts';

const endings = {
  mermaid: 'mmd',
  svg: 'svg',
  html: 'html',
  text: 'txt',
  otlp: 'json',
  junit: 'xml',
  csv: 'csv',
} as const satisfies Record<ExportFormat, string>;

/** Writes the run into a file of the folder, named after it. A recording may say of itself whatever it likes. */
export async function exportTo(folder: string, format: ExportFormat, run: RetoldRun): Promise<Outcome> {
  const { exports } = await import('../../exports/exports.ts');
  const file = join(folder, `${run.header.id.replaceAll(/[^\w-]/g, '_')}.${endings[format]}`);
  await writeFile(file, exports[format](run));
  return { ok: true, text: `wrote ${file}` };
}
