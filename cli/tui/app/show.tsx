import { render } from 'ink';
import type { Config } from '../config/config.ts';
import { themeOf, type Theme } from '../screen/theme.ts';
import type { Session } from '../session/session.ts';
import { initialState, type TuiState } from '../state/state.ts';
import { copyBy } from '../terminal/clipboard.ts';
import { enterScreen, sizeOf, type Terminal } from '../terminal/terminal.ts';
import { App } from './app.tsx';
import { createStore } from './store.ts';

export interface ShowOptions {
  readonly session: Session;
  readonly terminal: Terminal;
  readonly config: Config;
  /** As chalk counts: 0 is no colour. */
  readonly colorLevel: 0 | 1 | 2 | 3;
  readonly signal: AbortSignal;
}

/** Shows a session until its user quits or the signal aborts, and leaves the terminal as it was. */
export async function show({ session, terminal, config, colorLevel, signal }: ShowOptions): Promise<void> {
  const { input, output, inTmux } = terminal;
  const { keymap, mouse, ascii, reducedMotion, theme } = config;
  const themes = new Map<string, Theme>();
  const themeBy = (name: TuiState['theme']) => {
    const known = themes.get(name) ?? themeOf(name, { colorLevel, ascii });
    themes.set(name, known);
    return known;
  };
  const screen = enterScreen(terminal);
  screen.mouse(mouse);
  const port = {
    copy: copyBy((text) => void output.write(text), inTmux),
    mouse: (on: boolean) => screen.mouse(on),
  };
  const playing = session.look().session.source === 'recording';
  const state = initialState(sizeOf(output), theme, { keymap, mouse, playing });
  const store = createStore(session, port, state, { reducedMotion });
  const app = render(<App store={store} themeBy={themeBy} />, {
    stdin: input,
    stdout: output,
    exitOnCtrlC: false,
    patchConsole: false,
  });
  if (playing) void session.perform({ kind: 'play', speed: state.play.speed });
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([store.quit, aborted]);
  } finally {
    store.close();
    app.unmount();
    screen.leave();
  }
}
