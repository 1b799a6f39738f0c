import { labHome, lastRunFile } from '../../stack/paths.ts';
import type { CommandContext } from '../context.ts';
import { lastFailed } from './last-run.ts';
import type { RunFlags, RunSettings } from './run-flags.ts';
import { selectScenarios, type Selection } from './select.ts';

/** Where the last run from the current folder is remembered. */
export function lastRunOf({ env, homedir, cwd }: CommandContext): string {
  return lastRunFile(labHome(env, homedir), cwd);
}

/** What a run with these flags is about; `--last-failed` is looked up for the current folder. */
export async function selectForRun(
  context: CommandContext,
  names: readonly string[],
  flags: RunFlags,
  { variables }: RunSettings,
): Promise<Selection> {
  const { cwd } = context;
  const failed = flags.lastFailed === true ? await lastFailed(lastRunOf(context)) : undefined;
  return selectScenarios(cwd, names, flags, variables.keys(), failed);
}
