import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { system } from '../../scenario/testing/story.ts';
import type { RunHeader, RunLine } from '../format.ts';
import { readRecording } from '../read/read-recording.ts';
import type { Recording } from '../recording.ts';
import { headerOf, writeRecording, type Heard } from './record-story.ts';

/** What was heard, written to a file and read back. */
export async function recordingOf(
  heard: readonly Heard[],
  header: Partial<RunHeader> = {},
  change?: (line: RunLine) => RunLine,
): Promise<Recording> {
  const folder = await mkdtemp(join(tmpdir(), 'recording-'));
  try {
    const file = join(folder, 'run.sagarun');
    await writeRecording(file, headerOf(system, header), heard, change);
    return await readRecording(file);
  } finally {
    await rm(folder, { recursive: true });
  }
}
