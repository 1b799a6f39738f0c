import { exitCode } from '../lib/errors.ts';
import type { CommandContext } from './context.ts';
import { retell } from '../runs/retell.ts';
import { openRun } from './runs/open-run.ts';
import { exportTo } from './tui/export-to.ts';
import { requireTerminal } from './tui/require-terminal.ts';
import { screenOptions, type ScreenFlags } from './tui/screen-options.ts';

/** Shows a recorded run on the dashboard's screen, from its beginning, with no stack at all. */
export async function replay(context: CommandContext, name: string, flags: ScreenFlags): Promise<number> {
  const terminal = requireTerminal(context, '`saga-lab inspect` prints the same as text.');
  const options = await screenOptions(context, flags);
  const { recording } = await openRun(context, name);
  const { openRecording } = await import('../tui/session/replay-session.ts');
  const { show } = await import('../tui/app/show.tsx');
  const { signal, cwd } = context;
  const session = openRecording(recording, (format) => exportTo(cwd, format, retell(recording)));
  try {
    await show({ terminal, session, signal, ...options });
  } finally {
    await session.close();
  }
  signal.throwIfAborted();
  return exitCode.pass;
}
