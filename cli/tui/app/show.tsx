import { render } from 'ink';
import type { Keymap } from '../keys/keymap.ts';
import { themeOf } from '../screen/theme.ts';
import type { Session } from '../session/session.ts';
import { initialState } from '../state/state.ts';
import { copyBy } from '../terminal/clipboard.ts';
import { enterScreen, type Terminal } from '../terminal/terminal.ts';
import { App } from './app.tsx';
import { createStore } from './store.ts';

export interface ShowOptions {
  readonly session: Session;
  readonly terminal: Terminal;
  readonly keymap: Keymap;
  /** As chalk counts: 0 is no colour. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  readonly signal: AbortSignal;
}

/** Shows a session until its user quits or the signal aborts, and leaves the terminal as it was. */
export async function show({ session, terminal, keymap, colorLevel, signal }: ShowOptions): Promise<void> {
  const { input, output, inTmux } = terminal;
  const theme = themeOf('dark', { colorLevel });
  const size = { columns: output.columns, rows: output.rows - 1 };
  const screen = enterScreen(terminal);
  const port = {
    copy: copyBy((text) => void output.write(text), inTmux),
    mouse: (on: boolean) => screen.mouse(on),
  };
  const store = createStore(session, port, initialState(size, theme.name, { keymap }));
  const app = render(<App store={store} theme={theme} />, {
    stdin: input,
    stdout: output,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([store.quit, aborted]);
  } finally {
    app.unmount();
    screen.leave();
  }
}
