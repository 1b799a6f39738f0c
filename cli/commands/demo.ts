import { exitCode } from '../lib/errors.ts';
import { readRecording } from '../runs/read/read-recording.ts';
import type { Recording } from '../runs/recording.ts';
import { retell } from '../runs/retell.ts';
import { shippedRun } from '../runs/shipped.ts';
import { lessonPlan } from '../tui/lesson/lesson-plan.ts';
import { lessonText } from '../tui/lesson/lesson-text.ts';
import { widthOf, type CommandContext } from './context.ts';
import { exportTo } from './tui/export-to.ts';
import { requireTerminal } from './tui/require-terminal.ts';
import { screenOptions, type ScreenFlags } from './tui/screen-options.ts';

/** Explains a shipped recording hop by hop, on the dashboard's screen; as text where there is no terminal. */
export async function demo(context: CommandContext, name: string, flags: ScreenFlags): Promise<number> {
  const recording = await readRecording(shippedRun(name));
  if (context.terminal !== undefined) await teach(context, flags, recording);
  else {
    const plan = lessonPlan(recording, retell(recording).scenarios);
    context.stdout.write(lessonText(plan, widthOf(context)));
  }
  context.signal.throwIfAborted();
  return exitCode.pass;
}

async function teach(context: CommandContext, flags: ScreenFlags, recording: Recording): Promise<void> {
  const terminal = requireTerminal(context, '`saga-lab demo | cat` prints the same as text.');
  const options = await screenOptions(context, flags);
  const { openLesson } = await import('../tui/session/lesson-session.ts');
  const { show } = await import('../tui/app/show.ts');
  const session = openLesson(recording, (asked) => exportTo(context.cwd, asked, retell(recording)));
  try {
    await show({ terminal, session, signal: context.signal, ...options });
  } finally {
    await session.close();
  }
}
