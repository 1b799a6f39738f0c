import { writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { exports } from '../../exports/exports.ts';
import { exportFormats, type ExportFormat } from '../../exports/formats.ts';
import { exitCode, toError, UsageError } from '../../lib/errors.ts';
import { makeFolder } from '../../lib/make-folder.ts';
import { narrowRun } from '../../runs/narrow-run.ts';
import { retell } from '../../runs/retell.ts';
import { thereIsNo } from '../../systems/nearest.ts';
import type { CommandContext } from '../context.ts';
import { openRun } from './open-run.ts';

export interface ExportFlags {
  readonly format: string;
  readonly output?: string;
  readonly chain?: string;
  readonly saga?: string;
}

/** A recorded run, or the part of it that `--chain` or `--saga` names, as one document, on stdout or in a file. */
export async function exportRun(
  context: CommandContext,
  name: string,
  { format, output, ...selection }: ExportFlags,
): Promise<number> {
  if (!isFormat(format)) throw new UsageError(thereIsNo('format', format, exportFormats));
  const { recording } = await openRun(context, name);
  const text = exports[format](narrowRun(retell(recording), selection));
  if (output === undefined) context.stdout.write(text);
  else await writeTo(resolve(context.cwd, output), text, output);
  return exitCode.pass;
}

function isFormat(name: string): name is ExportFormat {
  return Object.hasOwn(exports, name);
}

async function writeTo(path: string, text: string, output: string): Promise<void> {
  try {
    makeFolder(dirname(path));
    await writeFile(path, text);
  } catch (thrown) {
    const { message } = toError(thrown);
    throw new UsageError(`--output ${output}: cannot write there: ${message}`, { cause: thrown });
  }
}
