/** A terminal that a screen may have for itself. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Runs the hook when the process ends in whatever way it still notices. */
  readonly onExit: (hook: () => void) => void;
  readonly inTmux: boolean;
}

const csi = '\u001B[';
/** Alternate screen, hidden cursor: xterm private modes 1049 and 25. */
const enter = `${csi}?1049h${csi}?25l${csi}2J${csi}H`;
const leave = `${csi}?25h${csi}?1049l`;
/** Button presses and the wheel, in SGR coordinates: modes 1000 and 1006. */
const mouseOn = `${csi}?1000h${csi}?1006h`;
const mouseOff = `${csi}?1006l${csi}?1000l`;

export interface Screen {
  mouse(on: boolean): void;
  /** Leaves the terminal as it was; harmless twice. */
  leave(): void;
}

/** Takes the whole screen, and gives it back even if the program crashes. */
export function enterScreen({ input, output, onExit }: Terminal): Screen {
  let isOver = false;
  let hasMouse = false;
  // At once, and not when ink comes to it: a key pressed before would wait for a line to end.
  input.setRawMode(true);
  output.write(enter);
  const screen: Screen = {
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

/** A row is left free: ink clears the terminal at every picture that fills it. */
export function sizeOf({ columns, rows }: Pick<NodeJS.WriteStream, 'columns' | 'rows'>): {
  readonly columns: number;
  readonly rows: number;
} {
  return { columns, rows: rows - 1 };
}
