import { createHash } from 'node:crypto';
import { UsageError } from '../../lib/errors.ts';
import type { RunEnd, RunHeader, RunLine } from '../format.ts';
import type { Recording, RecordingEntry } from '../recording.ts';
import { inflatedLines } from './inflated-lines.ts';
import { defaultLimits, type ReadLimits } from './limits.ts';
import { readLine } from './read-line.ts';

/**
 * Opens a recording. One that is cut off is opened up to its last whole line, and says so in `damage`.
 * @throws UsageError when the file cannot be read, is no recording, or is made to do harm; it names line and field
 */
export async function readRecording(file: string, limits: ReadLimits = defaultLimits): Promise<Recording> {
  const lines = inflatedLines(file, limits);
  try {
    return await recordingIn(lines, file, limits);
  } finally {
    // Closes the file also where a line was refused.
    await lines.return({ damage: undefined });
  }
}

async function recordingIn(
  lines: ReturnType<typeof inflatedLines>,
  file: string,
  limits: ReadLimits,
): Promise<Recording> {
  const hash = createHash('sha256');
  const entries: RecordingEntry[] = [];
  let header: RunHeader | undefined;
  let end: RunEnd | undefined;
  let observations = 0;
  let next = await lines.next();
  for (; next.done !== true; next = await lines.next()) {
    const { number, bytes } = next.value;
    if (end !== undefined) throw new UsageError(`${file}, line ${number}: something follows the end line.`);
    const line = readLine(file, next.value, limits);
    if (header === undefined) header = headerIn(line, file);
    else if (line !== undefined && 'end' in line) end = line.end;
    else if (line !== undefined) {
      const entry = entryOf(line, file, number);
      if (entry.kind === 'observation') observations += 1;
      entries.push(entry);
    }
    if (end === undefined) hash.update(bytes).update('\n');
  }
  if (header === undefined)
    throw new UsageError(`${file} holds no whole line: it was cut off at its beginning.`);
  const damage = damageOf(next.value.damage, end, observations, () => hash.digest('hex'));
  return { header, entries, observations, damage };
}

function headerIn(line: RunLine | undefined, file: string): RunHeader {
  if (line !== undefined && 'header' in line) return line.header;
  throw new UsageError(`${file} is no recording: its first line is no header.`);
}

function entryOf(line: Exclude<RunLine, { end: RunEnd }>, file: string, number: number): RecordingEntry {
  if ('o' in line) return { kind: 'observation', observation: line.o };
  if ('event' in line) return { kind: 'event', event: line.event };
  if ('watchedAnew' in line) return { kind: 'restart' };
  throw new UsageError(`${file}, line ${number}: there is a second header.`);
}

function damageOf(
  ending: string | undefined,
  end: RunEnd | undefined,
  observations: number,
  sha256: () => string,
): string | undefined {
  if (end === undefined) {
    const how = ending ?? 'it has no end line, as while a run is being recorded';
    return `The recording is cut off: ${how}. What comes before is shown.`;
  }
  if (end.sha256 !== sha256() || end.observations !== observations)
    return 'The recording was changed after it was made: its lines are not those that its end line was made of.';
  return ending === undefined ? undefined : `The recording is damaged after its end line: ${ending}.`;
}
