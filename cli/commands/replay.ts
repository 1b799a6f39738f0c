import { exitCode } from '../lib/errors.ts';
import { colorLevelOf, type CommandContext } from './context.ts';
import { openRun } from './runs/open-run.ts';
import { requireTerminal } from './tui/require-terminal.ts';

/** Shows a recorded run on the dashboard's screen, from its beginning, with no stack at all. */
export async function replay(context: CommandContext, name: string): Promise<number> {
  const terminal = requireTerminal(context);
  const { recording } = await openRun(context, name);
  const { openRecording } = await import('../tui/session/replay-session.ts');
  const { show } = await import('../tui/app/show.tsx');
  const { defaultKeymap } = await import('../tui/keys/keymap.ts');
  const session = openRecording(recording);
  const { env, signal } = context;
  try {
    await show({ terminal, session, keymap: defaultKeymap, colorLevel: colorLevelOf(env), signal });
  } finally {
    await session.close();
  }
  signal.throwIfAborted();
  return exitCode.pass;
}
