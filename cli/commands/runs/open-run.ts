import { readRecording } from '../../runs/read/read-recording.ts';
import type { Recording } from '../../runs/recording.ts';
import { findRun } from '../../runs/store/store.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { runsFolder } from '../runs-folder.ts';

export interface OpenRun {
  readonly file: string;
  readonly recording: Recording;
}

/** Opens the run of that name; what is wrong with its end is told on stderr. @throws UsageError */
export async function openRun(context: CommandContext, name: string): Promise<OpenRun> {
  const file = await findRun(runsFolder(homeOf(context)), name, context.cwd);
  const recording = await readRecording(file);
  if (recording.damage !== undefined) context.stderr.write(`${file}: ${recording.damage}\n`);
  return { file, recording };
}
