import { basename } from 'node:path';
import { deferred } from '../lib/deferred.ts';
import { exitCode } from '../lib/errors.ts';
import { findRun } from '../runs/store/store.ts';
import type { Session } from '../tui/session/session.ts';
import type { CommandContext } from './context.ts';
import { homeOf } from './lab-of.ts';
import { runsFolder } from './runs-folder.ts';
import { exportTo } from './tui/export-to.ts';
import { requireTerminal } from './tui/require-terminal.ts';
import { screenOptions, type ScreenFlags } from './tui/screen-options.ts';

/** Shows a recorded run on the dashboard's screen, from its beginning, with no stack at all. */
export async function replay(context: CommandContext, name: string, flags: ScreenFlags): Promise<number> {
  const terminal = requireTerminal(context, '`saga-lab inspect` prints the same as text.');
  const { cwd, signal } = context;
  const file = await findRun(runsFolder(homeOf(context)), name, cwd);
  const isShown = deferred();
  const opening = isShown.promise.then(() => open(file, cwd));
  const unreadable = new AbortController();
  opening.catch(() => unreadable.abort());
  const options = await screenOptions(context, flags);
  const { show } = await import('../tui/app/show.ts');
  const { openLater } = await import('../tui/session/opening-session.ts');
  const session = openLater(opening, basename(file));
  try {
    const over = AbortSignal.any([signal, unreadable.signal]);
    const shown = show({ terminal, session, signal: over, ...options });
    // A long one takes its time to be read: the screen is there before.
    isShown.resolve();
    await shown;
  } finally {
    await session.close();
  }
  signal.throwIfAborted();
  await opening;
  return exitCode.pass;
}

async function open(file: string, cwd: string): Promise<Session> {
  const { readRecording } = await import('../runs/read/read-recording.ts');
  const recording = await readRecording(file);
  const { openRecording } = await import('../tui/session/replay-session.ts');
  return openRecording(recording, async (asked) => {
    const { retell } = await import('../runs/retell.ts');
    return exportTo(cwd, asked, retell(recording));
  });
}
