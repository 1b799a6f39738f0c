import { pictureChanges } from './picture-changes.ts';

/** A terminal that a screen may have for itself. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { setRawMode(on: boolean): unknown };
  /** Emits `resize` when its size changed. */
  readonly output: NodeJS.WritableStream & TerminalSize;
  /** Runs the hook when the process ends in whatever way it still notices. */
  readonly onExit: (hook: () => void) => void;
  readonly inTmux: boolean;
  /** Whether it makes links of OSC 8. */
  readonly makesLinks: boolean;
}

/** In characters. */
interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

const csi = '\u001B[';
/** Alternate screen, hidden cursor, and lines that end at the edge instead of running on: xterm private modes 1049, 25, 7. */
const enter = `${csi}?1049h${csi}?25l${csi}?7l`;
const leave = `${csi}?7h${csi}?25h${csi}?1049l`;
/** Button presses and the wheel, in SGR coordinates: modes 1000 and 1006. */
const mouseOn = `${csi}?1000h${csi}?1006h`;
const mouseOff = `${csi}?1006l${csi}?1000l`;

export interface Screen {
  /** Shows these lines, and nothing else. */
  paint(lines: readonly string[]): void;
  /** The terminal may show anything now: it was resized. */
  forget(): void;
  mouse(on: boolean): void;
  /** Leaves the terminal as it was; harmless twice. */
  leave(): void;
}

/** Takes the whole screen, and gives it back even if the program crashes. */
export function enterScreen({ input, output, onExit }: Terminal): Screen {
  let isOver = false;
  let hasMouse = false;
  let shown: readonly string[] | undefined;
  /** The newest picture, while a terminal that was stopped (Ctrl-S), or is slow, takes no more. */
  let later: readonly string[] | undefined;
  let isFull = false;
  // Before the first picture: a key pressed sooner would wait for a line to end.
  input.setRawMode(true);
  output.write(enter);
  const screen: Screen = {
    paint(lines) {
      if (isOver) return;
      if (isFull) {
        later = lines;
        return;
      }
      const changes = pictureChanges(shown, lines);
      shown = lines;
      if (changes === '' || output.write(changes)) return;
      isFull = true;
      output.once('drain', () => {
        isFull = false;
        if (later) screen.paint(later);
        later = undefined;
      });
    },
    forget() {
      shown = undefined;
    },
    mouse(on) {
      if (on === hasMouse || isOver) return;
      hasMouse = on;
      output.write(on ? mouseOn : mouseOff);
    },
    leave() {
      if (isOver) return;
      screen.mouse(false);
      isOver = true;
      input.setRawMode(false);
      output.write(leave);
    },
  };
  onExit(() => screen.leave());
  return screen;
}

/** The last row is left free: a terminal that wraps in spite of what it is told scrolls when that is full. */
export function sizeOf({ columns, rows }: TerminalSize): TerminalSize {
  return { columns, rows: rows - 1 };
}
