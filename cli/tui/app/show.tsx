import { render } from 'ink';
import type { Keymap } from '../keys/keymap.ts';
import { themeOf } from '../screen/theme.ts';
import type { Session } from '../session/session.ts';
import { initialState } from '../state/state.ts';
import { enterScreen } from '../terminal/terminal.ts';
import { App } from './app.tsx';
import { createStore } from './store.ts';

export interface ShowOptions {
  readonly session: Session;
  readonly keymap: Keymap;
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** As chalk counts: 0 is no colour. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  readonly signal: AbortSignal;
}

/** Shows a session until its user quits or the signal aborts, and leaves the terminal as it was. */
export async function show(options: ShowOptions): Promise<void> {
  const { session, keymap, input, output, colorLevel, signal } = options;
  const theme = themeOf('dark', { colorLevel });
  const size = { columns: output.columns, rows: output.rows - 1 };
  const store = createStore(session, keymap, initialState(size, theme.name));
  const leaveScreen = enterScreen(output);
  const app = render(<App store={store} theme={theme} />, {
    stdin: input,
    stdout: output,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  try {
    await Promise.race([
      store.quit,
      new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
    ]);
  } finally {
    app.unmount();
    leaveScreen();
  }
}
