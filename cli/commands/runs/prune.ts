import { exitCode, UsageError } from '../../lib/errors.ts';
import { pruneRuns } from '../../runs/store/store.ts';
import { durationMs } from '../../scenario/duration.ts';
import type { CommandContext } from '../context.ts';
import { homeOf } from '../lab-of.ts';
import { runsFolder } from '../runs-folder.ts';

export interface PruneFlags {
  readonly keep?: string;
  readonly olderThan?: string;
  readonly json?: boolean;
}

/** Removes recordings from the folder of runs. @throws UsageError */
export async function pruneRecordings(context: CommandContext, flags: PruneFlags): Promise<number> {
  if (flags.keep === undefined && flags.olderThan === undefined)
    throw new UsageError(
      'Which runs? Give --keep COUNT, --older-than DURATION (such as 12h or 7d), or both.',
    );
  const retention = { keep: countOf(flags.keep), before: beforeOf(flags.olderThan) };
  const removed = await pruneRuns(runsFolder(homeOf(context)), retention);
  context.stdout.write(
    flags.json === true
      ? `${JSON.stringify({ v: 1, removed }, undefined, 2)}\n`
      : `${removed.length} ${removed.length === 1 ? 'recording' : 'recordings'} removed\n`,
  );
  return exitCode.pass;
}

function countOf(keep: string | undefined): number | undefined {
  if (keep === undefined || /^\d{1,9}$/.test(keep)) return keep === undefined ? undefined : Number(keep);
  throw new UsageError(`--keep must be a number from 0 on, not "${keep}".`);
}

const hoursAndDays: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 };

/** Hours and days besides the durations of scenarios, which are short. */
function beforeOf(age: string | undefined): Date | undefined {
  if (age === undefined) return undefined;
  const [, count, unit] = /^(\d{1,6})([hd])$/.exec(age) ?? [];
  const ms = unit === undefined ? durationMs(age) : Number(count) * (hoursAndDays[unit] ?? 0);
  if (ms === undefined)
    throw new UsageError(`--older-than must be a duration such as 30m, 12h or 7d, not "${age}".`);
  return new Date(Date.now() - ms);
}
