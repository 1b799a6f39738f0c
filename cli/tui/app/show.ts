import type { Config } from '../config/config.ts';
import { textOf, themeOf, type Theme, type ThemeOptions } from '../screen/theme.ts';
import type { Session } from '../session/session.ts';
import { initialState, type TuiState } from '../state/state.ts';
import { copyBy } from '../terminal/clipboard.ts';
import { listenTo } from '../terminal/keyboard.ts';
import { enterScreen, sizeOf, type Terminal } from '../terminal/terminal.ts';
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
  const { input, output, inTmux, makesLinks: links } = terminal;
  const { keymap, mouse, ascii, reducedMotion, theme } = config;
  const themeBy = themesFor({ colorLevel, ascii, links });
  const screen = enterScreen(terminal);
  screen.mouse(mouse);
  const port = {
    copy: copyBy((text) => void output.write(text), inTmux),
    mouse: (on: boolean) => screen.mouse(on),
  };
  const { source, lesson } = session.look().session;
  // A lesson stands still until its user goes on.
  const playing = source === 'recording' && !lesson;
  const state = initialState(sizeOf(output), theme, { keymap, mouse, playing });
  const store = createStore(session, port, state, { reducedMotion });
  let soon: NodeJS.Immediate | undefined;
  const paint = () => {
    soon = undefined;
    const { lines, theme: name } = store.picture();
    screen.paint(lines.map((line) => textOf(line, themeBy(name))));
  };
  const resized = () => {
    screen.forget();
    store.dispatch({ kind: 'resized', size: sizeOf(output) });
  };
  paint();
  // Keys that come in one piece are one picture.
  store.subscribe(() => (soon ??= setImmediate(paint)));
  const deafen = listenTo(input, (event) => store.dispatch(event));
  output.on('resize', resized);
  if (playing) void session.perform({ kind: 'play', speed: state.play.speed });
  const aborted = new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await Promise.race([store.quit, aborted]);
  } finally {
    deafen();
    output.off('resize', resized);
    store.close();
    clearImmediate(soon);
    screen.leave();
  }
}

function themesFor(options: ThemeOptions) {
  const themes = new Map<string, Theme>();
  return (name: TuiState['theme']): Theme => {
    const known = themes.get(name) ?? themeOf(name, options);
    themes.set(name, known);
    return known;
  };
}
